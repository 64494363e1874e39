import { SlotState, Truth } from "../../assembly/shared/layout.ts";
import { cut } from "../language/printable.ts";
import { type Field, hasFields } from "../language/schema.ts";
import type { QuantifierName } from "../language/types.ts";
import { defined } from "../machine/frozen.ts";
import type { ActionPlan, Loaded } from "../machine/loaded.ts";
import { ANY_ITEM } from "../machine/own.ts";
import { stepPath } from "../machine/plan.ts";
import type { GivenCell, Staging } from "../machine/staging.ts";
import type { DebugCondition, DebugTerm, Place, Program, Slot } from "../program/program.ts";
import type {
  ExplainedCondition,
  ExplainedOperand,
  ExplainedPlace,
  ShownValue,
  TruthWord,
} from "./explanation.ts";
import { LONGEST_TEXT, REDACTED, show } from "./show.ts";
import type { Traced, TracedBlock } from "./trace.ts";

// A rule's condition as written, with the values that its atoms saw and what became of them. Debug information has
// the right shape, and no more than that is known of it: whatever it says, there is an explanation.

/**
 * @param traced what became of the condition's atoms and quantifiers, in order, and of what they compute
 * @returns `undefined` for a rule without condition, and for one that has other atoms than the rule has tests
 */
export function explainCondition(
  written: DebugCondition,
  traced: TracedBlock,
  seen: Seen,
): ExplainedCondition | undefined {
  if (written.kind === "always") return undefined;
  const scene: Scene = { ...seen, traced, next: 0, item: -1 };
  const { shown } = explainPart(written, false, scene);
  return scene.next === traced.tests.length ? shown : undefined;
}

/** What the decision saw. */
export interface Seen {
  /** See `DebugInformation`. */
  readonly files: readonly string[];
  /** @param item the place of the item, for paths such as `action.lines[].price` */
  readonly look: (path: string, item: number) => ExplainedOperand;
  /** See `sensitivePaths`. */
  readonly sensitive: ReadonlySet<string>;
}

interface Scene extends Seen {
  readonly traced: TracedBlock;
  /** What belongs to the next atom or quantifier. */
  next: number;
  /** Which item of a list is looked at. */
  readonly item: number;
}

type Written = Exclude<DebugCondition, { kind: "always" }>;
type WrittenAtom = Extract<DebugCondition, { kind: "atom" }>;
type WrittenItems = Extract<DebugCondition, { kind: QuantifierName }>;

/** 0 false, ½ unknown, 1 true: so "and" is the least, "or" the greatest, and "not" what is left to 1. */
type Degree = number;
const WORDS: Record<Degree, TruthWord> = { 0: "false", 0.5: "unknown", 1: "true" };

interface Degrees {
  readonly degree: Degree;
  /** What this part comes to with negations pushed to the atoms, those around it included. */
  readonly pushed: Degree;
}

interface Part extends Degrees {
  readonly shown: ExplainedCondition;
}

function explainPart(written: Written, negated: boolean, scene: Scene): Part {
  if (written.kind === "atom") return explainAtom(written, negated, scene);
  if ("list" in written) return explainItems(written, negated, scene);
  const isNot = written.kind === "not";
  const isAll = written.kind === "all";
  const inside = "condition" in written ? [written.condition] : written.conditions;
  const parts = inside.map((part) => explainPart(part as Written, negated !== isNot, scene));
  const pushed = join(isAll !== negated, parts, "pushed");
  const degree = isNot ? unless(negated, pushed) : join(isAll, parts, "degree");
  const conditions = parts.map(({ shown }) => shown);
  const shown = "condition" in written ? { condition: conditions[0] } : { conditions };
  return { shown: showPart(written, degree, shown, scene), degree, pushed };
}

function showPart(
  { kind, name, place }: Written & { readonly name?: string },
  degree: Degree,
  more: object,
  { files }: Scene,
): ExplainedCondition {
  const part = { kind, name, truth: WORDS[degree], place: placeOf(place, files), ...more };
  return defined<object>(part) as ExplainedCondition;
}

/** Debug information may tell of more than there is. */
function nextOf(scene: Scene): Traced {
  return scene.traced.tests[scene.next++] ?? { truth: Truth.Unknown };
}

/** The first of the items that brought it about, when some did. */
function explainItems(written: WrittenItems, negated: boolean, scene: Scene): Part {
  const { truth, items } = nextOf(scene);
  const { field, absent } = scene.look(written.list, scene.item);
  const isAll = written.kind === "all_items";
  const parts = (items ?? []).map((traced, item) =>
    explainPart(written.condition as Written, negated, { ...scene, traced, next: 0, item }),
  );
  const degrees = degreesOf(truth, absent === "optional", negated);
  const degree = items ? join(isAll, parts, "degree") : degrees.degree;
  const index = parts.findIndex((part) => part.degree === degree && degree !== Number(isAll));
  const item = index < 0 ? undefined : { index, condition: parts[index]!.shown };
  const shown = { list: defined({ field, absent }), items: items?.length, item };
  return { shown: showPart(written, degree, shown, scene), degree, pushed: degrees.pushed };
}

/** What a sensitive field is compared with would tell its value, so both sides are redacted. */
function explainAtom(written: WrittenAtom, negated: boolean, scene: Scene): Part {
  const { operator, left, right } = written;
  const sides: readonly Side[] = [typeof left === "string" ? { field: left } : { term: left }, right];
  const seen = sides.map((side) => seenOperand(side, scene));
  const isSecret = sides.some((side) => namesSecret(side, scene));
  const operands = isSecret ? seen.map(redact) : seen;
  const isAbsent = operator !== "exists" && seen.some(isMissingAsOptional);
  const degrees = degreesOf(nextOf(scene).truth, isAbsent, negated);
  const shown = { operator, left: operands[0], right: operands[1] };
  return { shown: showPart(written, degrees.degree, shown, scene), ...degrees };
}

/** Of a test, which is never true of what is absent as optional. */
function degreesOf(truth: Truth, isAbsent: boolean, negated: boolean): Degrees {
  const pushed = truth < Truth.Unknown ? truth : 0.5;
  return { degree: isAbsent ? 0 : unless(negated, pushed), pushed };
}

function join(all: boolean, parts: readonly Part[], which: keyof Degrees): Degree {
  const choose = all ? Math.min : Math.max;
  return parts.reduce((degree, part) => choose(degree, part[which]), Number(all));
}

function unless(negated: boolean, degree: Degree): Degree {
  return negated ? 1 - degree : degree;
}

function isMissingAsOptional({ absent, parts = [] }: ExplainedOperand): boolean {
  return absent === "optional" || parts.some(isMissingAsOptional);
}

/** Debug information may be anything, and has what it has as its own. */
type Side = { readonly field?: string; readonly term?: DebugTerm; readonly literal?: ShownValue };

function namesSecret({ field = "", term }: Side, scene: Scene): boolean {
  return scene.sensitive.has(field) || (term?.parts ?? []).some((part) => namesSecret(part, scene));
}

function seenOperand({ field, term, literal }: Side, scene: Scene): ExplainedOperand {
  if (field !== undefined) return scene.look(field, scene.item);
  return term === undefined ? { value: literal! } : seenTerm(term, scene);
}

function seenTerm({ text, type, at, value, parts }: DebugTerm, scene: Scene): ExplainedOperand {
  const result = at === undefined ? value : scene.traced.results[at];
  const isFault = Number.isNaN(result);
  return defined<ExplainedOperand>({
    expression: cut(text, LONGEST_TEXT),
    value: result === undefined || isFault ? undefined : shownResult(result, type),
    fault: isFault ? "arithmetic fault" : undefined,
    parts: parts.map((part) => seenOperand(part, scene)),
  });
}

function shownResult(result: number, type: string): ShownValue {
  if (type === "duration") return `${result / 1000}s`;
  return (type === "datetime" && new Date(result).toJSON()) || result + 0;
}

/** The literals of an expression, with what came of the test, would tell. */
function redact({ value, fault, expression, parts, ...others }: ExplainedOperand): ExplainedOperand {
  return defined<ExplainedOperand>({
    ...others,
    expression: expression && REDACTED,
    value: (value ?? fault) === undefined ? undefined : REDACTED,
    parts: parts?.map(redact),
  });
}

export function seenOf(
  files: readonly string[],
  staging: Staging,
  { reads }: ActionPlan,
  { program }: Loaded,
): Seen {
  const { slots } = program;
  const given = staging.given!;
  const read = new Set(reads.order);
  const isRead = (slot: number) => read.has(slots[slot]!.list ?? slot);
  const numbers = new Map(
    [...slots.keys()].filter(isRead).map((slot) => [stepPath(slots[slot]!, slots), slot]),
  );
  const cellAt = (slot: number, item: number): GivenCell | undefined =>
    slots[slot]!.list === undefined
      ? { state: staging.stateOf(slot), given: given[slot] }
      : (given[slot] as readonly GivenCell[] | undefined)?.[item];
  const look = (path: string, item: number) => {
    const slot = numbers.get(path);
    const cell = slot === undefined ? undefined : cellAt(slot, item);
    return seenCell(path.replace(ANY_ITEM, `[${item}]`), cell, slots[slot!]!);
  };
  return { files, look, sensitive: sensitivePaths(program) };
}

function seenCell(field: string, cell: GivenCell | undefined, slot: Slot): ExplainedOperand {
  if (cell?.state === SlotState.MissingOptional) return { field, absent: "optional" };
  if (cell?.state === SlotState.MissingRequired) return { field, absent: "required" };
  return cell?.given !== undefined && slot.type.scalar ? { field, value: show(cell.given) } : { field };
}

/** The paths that are declared so in any action that has them, in items `action.lines[].card`: better one time too often. */
function sensitivePaths({ schema: { actions, actor, snapshot } }: Program): ReadonlySet<string> {
  const paths = new Set<string>();
  const look = (fields: readonly Field[], around: string): void => {
    for (const field of fields) {
      const path = `${around}.${field.name}`;
      if (hasFields(field)) look(field.fields, field.kind === "items" ? path + ANY_ITEM : path);
      else if (field.sensitive) paths.add(path).add(path + ANY_ITEM);
    }
  };
  for (const { fields } of actions) look(fields, "action");
  look(actor.fields, "actor");
  look(snapshot.fields, "snapshot");
  return paths;
}

export function placeOf([file, line, column]: Place, files: readonly string[]): ExplainedPlace {
  return { path: files[file] ?? "?", line, column };
}
