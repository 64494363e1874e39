import { type Automaton, isEmpty } from "../../automaton/automaton.ts";
import { classAt } from "../../automaton/code-point-classes.ts";
import { END } from "../../automaton/code-point-set.ts";
import { compileLike, compileMatches } from "../../automaton/compile.ts";
import { PATTERN_LIMITS } from "../../automaton/limits.ts";
import { complement, intersection } from "../../automaton/operations.ts";
import type { Scalar } from "../../language/model.ts";
import { Work, withinWork } from "../core/work.ts";
import type { Cell } from "./cell.ts";

// Texts: each that a test names is a cell; the rest is cut by automata.

type Texts = Extract<Cell, { kind: "texts" }>;

/** Cells of one field, and states of one cell. Beyond, tests count as not understood. */
const MOST_CELLS = 128;
/** Steps to cut one field in, where nobody counts them. */
const STEPS = 2_000_000;
/** Of the steps that there are, one part of so many. */
const PART = 8;
/** Steps for an automaton that is made, and for each place of its table: what they take as long as. */
const A_PRODUCT = 200;
const A_PLACE = 4;
const LIMITS = { ...PATTERN_LIMITS, states: 3000, steps: 300_000 };

export interface CutTexts {
  readonly cells: readonly Cell[];
  /** Those that the cells are cut by. */
  readonly cutBy: ReadonlySet<Automaton>;
}

/** @param work what it may be; a language for which there is none left does not cut */
export function cutTexts(
  points: readonly Scalar[],
  languages: readonly Automaton[],
  work = new Work(STEPS),
): CutTexts {
  const without = new Set(points);
  const cutBy = new Set<Automaton>();
  let rest: readonly Texts[] = [{ kind: "texts", without }];
  const share = work.part(work.left / PART);
  const given = share.left;
  for (const language of languages) {
    const cut = withinWork(() => cutAll(rest, language, share));
    if (cut === undefined) continue;
    cutBy.add(language);
    rest = cut;
  }
  work.settle(share, given);
  const values = [...without].map((value): Cell => ({ kind: "value", value }));
  return { cells: [...values, ...rest], cutBy };
}

function cutAll(cells: readonly Texts[], language: Automaton, work: Work): readonly Texts[] | undefined {
  const parts: Texts[] = [];
  for (const cell of cells) {
    for (const side of [language, complement(language)]) {
      const automaton = cell.automaton ? intersection(cell.automaton, side, LIMITS) : side;
      work.spend(A_PRODUCT + (automaton ?? side).next.length * A_PLACE);
      if (automaton === undefined || parts.length >= MOST_CELLS) return undefined;
      if (!isEmpty(automaton)) parts.push({ ...cell, automaton });
    }
  }
  return parts;
}

/** What `starts_with`, `ends_with` and `contains` mean. */
export function affix(text: string, before: "*" | "", behind: "*" | ""): Automaton | undefined {
  return compiled(compileLike(`${before}${text.replace(/[\\*?]/g, "\\$&")}${behind}`, LIMITS));
}

/** The texts that fold to one of these, A to Z to a to z. */
export function folded(texts: readonly Scalar[]): Automaton | undefined {
  const pattern = texts.map((text) => [...String(text)].map(foldedCharacter).join("")).join("|");
  return compiled(compileMatches(`^(?:${pattern})$`, LIMITS));
}

function foldedCharacter(character: string): string {
  if (/[a-z]/i.test(character) && character.length === 1 && character < "\u0080")
    return `[${character.toLowerCase()}${character.toUpperCase()}]`;
  return `\\u{${character.codePointAt(0)!.toString(16)}}`;
}

/** The texts of at most so many code points; `undefined` where that takes too many states. */
export function upTo(length: number): Automaton | undefined {
  return length > 200 ? undefined : compiled(compileMatches(`^[^]{0,${length}}$`, LIMITS));
}

function compiled(result: ReturnType<typeof compileLike>): Automaton | undefined {
  return result.kind === "compiled" ? result.automaton : undefined;
}

const PLAIN = ["other", "another", "something", "else"];

/** What is in the cell, short and readable first. There may be no end of it. */
export function* textsIn({ automaton, without }: Texts, maxLength = Infinity): Generator<string> {
  const fits = (text: string) => !without.has(text) && [...text].length <= maxLength;
  const plain = automaton === undefined ? PLAIN.filter(fits) : [];
  yield* plain;
  for (const text of wordsOf(automaton ?? EVERYTHING, maxLength))
    if (fits(text) && !plain.includes(text)) yield text;
}

const EVERYTHING: Automaton = {
  start: 1,
  width: 1,
  next: Uint16Array.of(0, 1),
  accepting: Uint8Array.of(0, 1),
  classes: { starts: [0], classes: [0], count: 1 },
};

/** By length. A text without an end that is accepted is never begun, so each step leads to a word. */
function* wordsOf(automaton: Automaton, maxLength: number): Generator<string> {
  const { accepting, next, width } = automaton;
  const letters = Array.from({ length: width }, (_, id) => () => charactersOf(id, automaton));
  /** By length, the states from which so many characters more lead to an end. */
  const ends: boolean[][] = [Array.from(accepting, (flag) => flag === 1)];
  function* from(state: number, left: number): Generator<string> {
    if (left === 0) yield "";
    else
      for (const [id, characters] of letters.entries()) {
        const target = next[state * width + id]!;
        if (!ends[left - 1]![target]) continue;
        for (const character of characters())
          for (const rest of from(target, left - 1)) yield character + rest;
      }
  }
  let silent = 0;
  for (let length = 0; length <= maxLength; length++) {
    const isPossible = ends[length]![automaton.start]!;
    if (isPossible) yield* from(automaton.start, length);
    // So many lengths without a word as there are states: there is none that is longer.
    silent = isPossible ? 0 : silent + 1;
    if (silent > accepting.length) return;
    const last = ends[length]!;
    ends.push(last.map((_, state) => letters.some((_each, id) => last[next[state * width + id]!])));
  }
}

const READABLE = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_-./:@ ";

/** Of one class, those that can be read first. */
function* charactersOf(id: number, { classes }: Automaton): Generator<string> {
  const isOfClass = (character: string) => classAt(classes, character.codePointAt(0)!) === id;
  const readable = [...READABLE].filter(isOfClass);
  yield* readable;
  for (const [place, start] of classes.starts.entries()) {
    if (classes.classes[place] !== id) continue;
    const end = classes.starts[place + 1] ?? END;
    for (let point = start; point < end; point++) {
      const character = String.fromCodePoint(point);
      if ((point < 0xd800 || point > 0xdfff) && !readable.includes(character)) yield character;
    }
  }
}
