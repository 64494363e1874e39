import type { InputLimits } from "../language/limits.ts";
import type { Approval } from "../language/model.ts";
import type { Schema } from "../language/schema.ts";
import type { Settings } from "../language/settings.ts";
import type { Domain, Effect, QuantifierName, TermType, ValueType } from "../language/types.ts";

// A compiled policy: the only thing that compiler and machine share. (How it stands in a file: content.ts.)

export interface Program {
  /** Which compiler made it, such as `actra 0.1.0`. */
  readonly compiler: string;
  /** What the program says its hash is (docs/semantics.md, 23). */
  readonly policyHash: string;
  readonly settings: Settings;
  readonly inputLimits: InputLimits;
  readonly schema: Schema;
  /** What the rules read. Slot numbers count from 0. */
  readonly slots: readonly Slot[];
  /** Strings that rules compare with as a whole. The handle of the first is 1; 0 is every other string. */
  readonly literals: readonly string[];
  readonly constants: readonly Constant[];
  /** How many slots computations use beside those (assembly/shared/layout.ts, `Scratch`). */
  readonly scratch: number;
  /** Instructions as `assembly/shared/layout.ts` says: first the rules' blocks in order, then the entries. */
  readonly code: Uint8Array;
  /** Nodes as `assembly/shared/layout.ts` says: that of the shared rules, then those of the actions. Empty without any. */
  readonly index: Uint8Array;
  /** In the order of the resolution: a rule's number is its place here. */
  readonly rules: readonly ProgramRule[];
  /** For explanations; may be stripped. As in the file, when it comes from one (debug.ts). */
  readonly debug: DebugInformation | Uint8Array | undefined;
}

export interface Slot {
  readonly domain: Domain;
  /** `["customer", "country"]` */
  readonly path: readonly string[];
  readonly type: Pick<ValueType, "kind"> & { readonly scalar?: ValueType["scalar"] | undefined };
  readonly text: TextUse;
  /** The slot of the list of whose items it is a field, or an item: it is filled anew for each of them. */
  readonly list?: number | undefined;
}

/** What the machine has of the strings in a slot. */
export enum TextUse {
  /** Their handles. */
  Handle = 0,
  /** Their bytes as well. */
  Bytes = 1,
  /** They are only compared with those of other such slots: a number, the same for equal ones. */
  Number = 2,
}

export type Constant =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "range"; readonly low: number; readonly high: number }
  | { readonly kind: "text"; readonly value: string }
  /** 32 hexadecimal digits. */
  | { readonly kind: "ip"; readonly value: string }
  /** The lists are sorted as the machine compares, without repetition. */
  | { readonly kind: "numbers"; readonly values: readonly number[] }
  | { readonly kind: "texts"; readonly values: readonly string[] }
  | { readonly kind: "ips"; readonly values: readonly string[] }
  | { readonly kind: "cidrs"; readonly values: readonly CidrConstant[] }
  /** As `assembly/shared/layout.ts` says. */
  | { readonly kind: "automaton"; readonly table: Uint8Array }
  /** Rule numbers, ascending. */
  | { readonly kind: "rules"; readonly values: readonly number[] };

export interface CidrConstant {
  readonly address: string;
  /** Of 128. Blocks of IPv4 have 96 and more. */
  readonly prefix: number;
}

export interface ProgramRule {
  readonly id: string;
  readonly effect: Effect;
  readonly audit: boolean;
  /** Its place in file order. */
  readonly position: number;
  /** Numbers of the schema's actions; `undefined` when the scope is none of actions. */
  readonly actions: readonly number[] | undefined;
  /** The name in an `actor:` scope. */
  readonly actor: string | undefined;
  readonly reason: string | undefined;
  readonly approval: Approval | undefined;
  /** How many instructions its block has; `Match` and `Fail` follow them. */
  readonly tests: number;
  /** How many computations stand in it, each group before the test that reads what it comes to. */
  readonly computations: number;
  /** The slots of every path written in it, ascending. */
  readonly reads: readonly number[];
}

export interface DebugInformation {
  /** The paths of the files that spans point into. */
  readonly files: readonly string[];
  /** As `rules`. */
  readonly rules: readonly DebugRule[];
}

/** File number, line, column. */
export type Place = readonly [file: number, line: number, column: number];

export interface DebugRule {
  readonly place: Place;
  readonly description?: string;
  /** As written, atoms and quantifiers in the order of the block's tests. Absent for a rule that always matches. */
  readonly condition: DebugCondition;
}

export type DebugCondition =
  | { readonly kind: "always" }
  | { readonly kind: "all" | "any"; readonly place: Place; readonly conditions: readonly DebugCondition[] }
  | { readonly kind: "not"; readonly place: Place; readonly condition: DebugCondition }
  | {
      readonly kind: "named";
      readonly name: string;
      readonly place: Place;
      readonly condition: DebugCondition;
    }
  | {
      readonly kind: QuantifierName;
      readonly place: Place;
      /** `action.lines` */
      readonly list: string;
      readonly condition: DebugCondition;
    }
  | {
      readonly kind: "atom";
      readonly place: Place;
      readonly operator: string;
      /** `action.amount`, of an item `action.lines[].price`, or what is computed. */
      readonly left: string | DebugTerm;
      readonly right: DebugOperand;
    };

/** What is shown on the right: a field by its path, a literal as the user would write it, or what is computed. */
export type DebugOperand =
  | { readonly field: string }
  | { readonly literal: string | number | boolean | readonly (string | number | boolean)[] }
  | { readonly term: DebugTerm };

export interface DebugTerm {
  /** As an expression. */
  readonly text: string;
  readonly type: TermType;
  /** The place of what computes it among the rule's computations; absent for what is always the same. */
  readonly at?: number;
  /** What that is, then: milliseconds for datetimes and durations. */
  readonly value?: number;
  /** What it is computed from, in the order written. */
  readonly parts: readonly DebugOperand[];
}

/** The number of the entry for action number `action`; the last entry is for every undeclared one. */
export function entryCount(program: Program): number {
  return program.schema.actions.length + 1;
}

/** Instructions of the rule's block. */
export function blockLength({ tests, computations }: ProgramRule): number {
  return tests + computations + 2;
}

/** Instructions that stand before the entries. */
export function blocksLength(program: Program): number {
  return program.rules.reduce((sum, rule) => sum + blockLength(rule), 0);
}
