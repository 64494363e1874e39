import { choiceOf } from "./branches.ts";
import type { Budget } from "./budget.ts";
import { type CodePointSet, complement, range, union } from "./code-point-set.ts";
import { Cursor } from "./cursor.ts";
import { DIGIT, DOT, property, SPACE, WORD } from "./escapes.ts";
import { assertion, characters, type Expression, repeat, sequence } from "./expression.ts";
import { GroupNames } from "./group-names.ts";
import { offendingPart } from "./offending-part.ts";
import { type Construct, Refusal, type Stretch } from "./refusal.ts";

// The pattern of `matches`: an ECMAScript regular expression with the meaning of the flag `u` and no other. What groups
// capture and how greedy a quantifier is makes no difference to whether there is a match. `@eslint-community/regexpp` knows
// this syntax and much more, in 14 KB; tests hold this parser to it, messages and places included.

/** Throws `Refusal` and `Exhausted`. */
export function parseMatches(pattern: string, budget: Budget): Expression {
  budget.hold("depth", depthOf(pattern));
  return new Parser(pattern).parse();
}

/** Groups inside one another, told without a parser, which would recurse into them. */
function depthOf(pattern: string): number {
  let deepest = 0;
  let depth = 0;
  for (const [token] of pattern.matchAll(/\\.|\[(?:\\.|[^\]\\])*\]?|[()]/gsu)) {
    if (token === "(") deepest = Math.max(deepest, ++depth);
    if (token === ")") depth--;
  }
  return deepest;
}

const QUANTIFIER = /(?:[*+?]|\{(?<least>\d+)(?:(?<comma>,)(?<most>\d+)?)?\})/y;
const BROKEN_QUANTIFIER = /\{(?:\d+,?\d*)?/y;
const BOUNDS: Readonly<Record<string, readonly [number, number]>> = {
  "*": [0, Infinity],
  "+": [1, Infinity],
  "?": [0, 1],
};
const LOOK_AROUND = /\(\?(?<behind><)?[=!]/y;
const MODIFIERS = /[ims]*(?:-[ims]*)?(?=:)/y;
const CAPTURING = /\\.|\[(?:\\.|[^\]\\])*\]?|\((?!\?(?!<[^=!]))/gsu;
const PROPERTY = /\{(?:[A-Za-z_]+=)?\w+\}/y;
const CODE_POINT =
  /(?<lead>d[89ab][\da-f]{2})\\u(?<trail>d[c-f][\da-f]{2})|(?<four>[\da-f]{4})|\{0*(?<any>(?:10|[\da-f])?[\da-f]{1,4})\}/iy;

const SETS: Readonly<Record<string, CodePointSet>> = {
  d: DIGIT,
  s: SPACE,
  w: WORD,
  D: complement(DIGIT),
  S: complement(SPACE),
  W: complement(WORD),
};
const CONTROLS: Readonly<Record<string, number>> = { 0: 0, f: 0x0c, n: 0x0a, r: 0x0d, t: 0x09, v: 0x0b };
const BACKSPACE = 0x08;
const HYPHEN = 0x2d;

/** One code point, or the set that an escape stands for. */
type ClassAtom = number | CodePointSet;

function setOf(atom: ClassAtom): CodePointSet {
  return typeof atom === "number" ? range(atom, atom) : atom;
}

class Parser {
  readonly #cursor: Cursor;
  readonly #names = new GroupNames();
  /** Names that are referred to. */
  readonly #references: string[] = [];
  /** How many groups can be referred to. */
  readonly #captures: number;
  /** The first of what the language leaves out. It counts when all else is well-formed. */
  #unsupported: (Stretch & { readonly construct: Construct }) | undefined;

  constructor(pattern: string) {
    this.#cursor = new Cursor(pattern);
    this.#captures = [...pattern.matchAll(CAPTURING)].filter(([token]) => token === "(").length;
  }

  parse(): Expression {
    const { pattern } = this.#cursor;
    const branches = this.#branches();
    if (!this.#cursor.isAtEnd)
      this.#fail(pattern[this.#cursor.at] === ")" ? "Unmatched ')'" : "Lone quantifier brackets");
    if (!this.#references.every((name) => this.#names.has(name)))
      this.#fail("Invalid named capture referenced");
    if (this.#unsupported) throw new Refusal({ kind: "unsupported", ...this.#unsupported });
    return choiceOf(branches, this.#from(0));
  }

  /** Alternatives, up to where a group may end. */
  #branches(): Expression[][] {
    const branches: Expression[][] = [];
    this.#names.enterGroup();
    do {
      this.#names.nextAlternative();
      branches.push(this.#terms());
    } while (this.#cursor.eat("|"));
    this.#names.leaveGroup();
    if (this.#cursor.take(QUANTIFIER)) {
      this.#cursor.eat("?");
      this.#fail("Nothing to repeat");
    }
    if (this.#cursor.eat("{")) this.#fail("Lone quantifier brackets");
    return branches;
  }

  #terms(): Expression[] {
    const terms: Expression[] = [];
    for (;;) {
      const start = this.#cursor.at;
      const term = this.#assertion(start) ?? this.#repeated(start);
      if (term === undefined) return terms;
      terms.push(term);
    }
  }

  #assertion(start: number): Expression | undefined {
    const around = this.#cursor.take(LOOK_AROUND);
    if (around) {
      this.#group();
      return this.#refuse(around.groups!["behind"] ? "look_behind" : "look_ahead", start);
    }
    if (this.#cursor.eat("^")) return assertion("start", this.#from(start));
    if (this.#cursor.eat("$")) return assertion("end", this.#from(start));
    if (this.#cursor.eat("\\b")) return assertion("boundary", this.#from(start));
    if (this.#cursor.eat("\\B")) return assertion("no_boundary", this.#from(start));
    return undefined;
  }

  #repeated(start: number): Expression | undefined {
    const atom = this.#atom(start);
    const bounds = atom && this.#bounds();
    return bounds ? repeat(atom, ...bounds, this.#from(start)) : atom;
  }

  #bounds(): readonly [min: number, max: number] | undefined {
    const found = this.#cursor.take(QUANTIFIER);
    if (found === null) {
      if (this.#cursor.take(BROKEN_QUANTIFIER)) this.#fail("Incomplete quantifier");
      return undefined;
    }
    const bounds = BOUNDS[found[0]] ?? this.#counted(found.groups!);
    this.#cursor.eat("?");
    return bounds;
  }

  #counted({ least, comma, most }: Readonly<Record<string, string>>): readonly [number, number] {
    const min = Number(least);
    const max = comma === undefined ? min : Number(most ?? Infinity);
    if (max < min) this.#fail("numbers out of order in {} quantifier");
    return [min, max];
  }

  #atom(start: number): Expression | undefined {
    const cursor = this.#cursor;
    const plain = cursor.take(/[^^$\\.*+?()[\]{}|]/uy);
    if (plain) return this.#character(plain[0].codePointAt(0)!, start);
    if (cursor.eat(".")) return characters(DOT, this.#from(start));
    if (cursor.eat("\\")) return this.#escape(start);
    if (cursor.eat("[")) return characters(this.#class(), this.#from(start));
    if (!cursor.eat("(")) return undefined;
    this.#groupHead();
    return choiceOf(this.#group(), this.#from(start));
  }

  #character(codePoint: number, start: number): Expression {
    return characters(range(codePoint, codePoint), this.#from(start));
  }

  /** Between `(` and the alternatives. */
  #groupHead(): void {
    const cursor = this.#cursor;
    const start = cursor.at;
    if (!cursor.eat("?")) return;
    if (cursor.eat("<")) {
      if (!this.#names.add(this.#name())) this.#fail("Duplicate capture group name");
      return;
    }
    if (cursor.take(MODIFIERS)?.[0]) this.#refuse("modifiers", start + 1);
    if (cursor.eat(":")) return;
    cursor.at = start;
    this.#fail("Invalid group");
  }

  #group(): Expression[][] {
    const branches = this.#branches();
    if (!this.#cursor.eat(")")) this.#fail("Unterminated group");
    return branches;
  }

  /** Of a group, with the `>` after it. */
  #name(): string {
    const cursor = this.#cursor;
    let name = "";
    while (name === "" || !cursor.eat(">")) {
      const start = cursor.at;
      const written = cursor.eat("\\u") ? String.fromCodePoint(this.#codePoint()) : cursor.take(/./suy)?.[0];
      const part = name === "" ? /[\p{ID_Start}$_]/u : /[\p{ID_Continue}$\u200c\u200d]/u;
      if (written === undefined || !part.test(written)) {
        cursor.at = start;
        this.#fail("Invalid capture group name");
      }
      name += written;
    }
    return name;
  }

  /** Behind a backslash that is in no class. */
  #escape(start: number): Expression {
    const number = this.#cursor.take(/[1-9]\d*/y);
    if (number) {
      if (Number(number[0]) > this.#captures) this.#fail("Invalid escape");
      return this.#refuse("back_reference", start);
    }
    if (this.#cursor.eat("k")) {
      if (!this.#cursor.eat("<")) this.#fail("Invalid named reference");
      this.#references.push(this.#name());
      return this.#refuse("back_reference", start);
    }
    const set = this.#setEscape(start);
    return set ? characters(set, this.#from(start)) : this.#character(this.#characterEscape(), start);
  }

  #setEscape(start: number): CodePointSet | undefined {
    const letter = this.#cursor.take(/[dswDSWpP]/y)?.[0];
    return letter === undefined ? undefined : (SETS[letter] ?? this.#property(start));
  }

  #property(start: number): CodePointSet {
    const { pattern } = this.#cursor;
    if (!this.#cursor.take(PROPERTY)) {
      this.#cursor.at--;
      this.#fail("Invalid property name");
    }
    const set = property(pattern.slice(start, this.#cursor.at));
    if (set === undefined) this.#refuse("unicode_property", start);
    return set ?? [];
  }

  #characterEscape(): number {
    const cursor = this.#cursor;
    const control = cursor.take(/[fnrtv]|0(?!\d)/y)?.[0];
    if (control !== undefined) return CONTROLS[control]!;
    const letter = cursor.take(/c([a-z])/iy)?.[1];
    if (letter !== undefined) return letter.charCodeAt(0) % 32;
    if (cursor.eat("u")) return this.#codePoint();
    const itself = cursor.take(/[\^$\\.*+?()[\]{}|/]/y)?.[0];
    if (itself !== undefined) return itself.charCodeAt(0);
    const isHex = cursor.eat("x");
    const hex = isHex && cursor.take(/[\da-f]{2}/iy)?.[0];
    return hex ? Number.parseInt(hex, 16) : this.#fail("Invalid escape");
  }

  /** Behind `\u`. */
  #codePoint(): number {
    const found = this.#cursor.take(CODE_POINT)?.groups;
    if (!found) return this.#fail("Invalid unicode escape");
    const { lead, trail, four, any } = found;
    if (lead === undefined) return Number.parseInt(four ?? any!, 16);
    return String.fromCharCode(Number.parseInt(lead, 16), Number.parseInt(trail!, 16)).codePointAt(0)!;
  }

  /** Behind `[`. */
  #class(): CodePointSet {
    const isNegated = this.#cursor.eat("^");
    const sets: CodePointSet[] = [];
    for (let low = this.#classAtom(); low !== undefined; low = this.#classAtom()) {
      const isRange = this.#cursor.eat("-");
      const high = isRange ? this.#classAtom() : undefined;
      if (high !== undefined) sets.push(this.#range(low, high));
      else sets.push(setOf(low), isRange ? setOf(HYPHEN) : []);
    }
    if (!this.#cursor.eat("]")) this.#fail("Unterminated character class");
    const set = union(sets);
    return isNegated ? complement(set) : set;
  }

  #range(low: ClassAtom, high: ClassAtom): CodePointSet {
    if (typeof low !== "number" || typeof high !== "number") this.#fail("Invalid character class");
    if (low > high) this.#fail("Range out of order in character class");
    return range(low, high);
  }

  #classAtom(): ClassAtom | undefined {
    const start = this.#cursor.at;
    const plain = this.#cursor.take(/[^\\\]]/uy);
    if (plain) return plain[0].codePointAt(0)!;
    if (!this.#cursor.eat("\\")) return undefined;
    if (this.#cursor.eat("b")) return BACKSPACE;
    if (this.#cursor.eat("-")) return HYPHEN;
    return this.#setEscape(start) ?? this.#characterEscape();
  }

  #fail(message: string): never {
    const { pattern, at } = this.#cursor;
    throw new Refusal({ kind: "syntax", message, ...offendingPart(pattern, at, message) });
  }

  /** Gives something in its place. */
  #refuse(construct: Construct, start: number): Expression {
    const at = this.#from(start);
    if (this.#unsupported === undefined || start < this.#unsupported.start)
      this.#unsupported = { construct, ...at };
    return sequence([], at);
  }

  #from(start: number): Stretch {
    return { start, end: this.#cursor.at };
  }
}
