import type { Automaton } from "../automaton/automaton.ts";
import type { Span } from "../diagnostics/span.ts";
import type { ArithmeticOperator, DatetimePartName } from "./arithmetic.ts";
import type { OperatorName } from "./operators.ts";
import type { Schema } from "./schema.ts";
import type { Settings } from "./settings.ts";
import type { Domain, Effect, OperandType, QuantifierName, TermType, ValueType } from "./types.ts";

// The checked form of a policy: names resolved, types known, literals converted, nothing simplified. Both
// notations of a condition reach it; the hash is taken from it, lowering starts from it, governance looks at it.

export interface CheckedPolicy {
  readonly schema: Schema;
  readonly settings: Settings;
  /** In file order. */
  readonly rules: readonly Rule[];
  /** What governance demands of decisions; absent where it demands nothing of them. */
  readonly invariants?: readonly Invariant[];
}

/** On every input of which `whenever` is not false, the decision is at least as strict as `effect`. */
export interface Invariant {
  /** Of the governance rule. */
  readonly id: string;
  readonly effect: Effect;
  /** Absent for all of them. */
  readonly actions?: readonly string[];
  readonly whenever: Condition;
  /** Whether it is to be proved: one that is for rules of certain actions is not, where there are none. */
  readonly applies: boolean;
  readonly error: string;
  readonly severity: "error" | "warning";
  /** What it is not to be able to prove it. */
  readonly unproved: "error" | "warning";
  readonly span: Span;
}

export interface Rule {
  readonly id: string;
  readonly scope: Scope;
  readonly when: Condition;
  readonly effect: Effect;
  readonly mode: "enforce" | "audit";
  readonly reason?: string;
  readonly description?: string;
  readonly owner?: string;
  readonly tags: readonly string[];
  /** As written, a date `YYYY-MM-DD` or a datetime. */
  readonly expires?: string;
  readonly approval?: Approval;
  /** The whole rule. */
  readonly span: Span;
  readonly idSpan: Span;
}

export interface Approval {
  readonly approvers: readonly string[];
  readonly quorum?: number;
  /** As written, such as `24h`. */
  readonly expires_in?: string;
}

export interface Scope {
  /** The actions of an `action:` or `actions:` scope, sorted and unique; absent elsewhere. */
  readonly actions?: readonly string[];
  /** The actor of an `actor:` scope. */
  readonly actor?: ActorScope;
  readonly span: Span;
}

/** `actor.<kind> equals name`: joined by `all` to the condition when lowered. */
export interface ActorScope {
  readonly kind: FieldReference;
  readonly name: string;
}

export type Condition =
  | { readonly kind: "always"; readonly span?: Span }
  | { readonly kind: "all" | "any"; readonly conditions: readonly Condition[]; readonly span: Span }
  | { readonly kind: "not"; readonly condition: Condition; readonly span: Span }
  /** What a name stands for, typed for the rule that uses it; the span is that of the use. */
  | { readonly kind: "named"; readonly name: string; readonly condition: Condition; readonly span: Span }
  | Quantifier
  | Atom;

/** `any_item` is true when `where` is of some item of the list, `all_items` when it is of every one. */
export interface Quantifier {
  readonly kind: QuantifierName;
  readonly list: FieldReference;
  /** There is no quantifier in it. */
  readonly where: Condition;
  readonly span: Span;
}

export interface Atom {
  readonly kind: "atom";
  readonly operator: OperatorName;
  readonly left: FieldReference | Computed;
  readonly right: Operand;
  readonly span: Span;
}

export interface FieldReference {
  readonly domain: Domain;
  /** `["customer", "country"]`; `["type"]` in the domain action is the action's name. */
  readonly path: readonly string[];
  readonly type: ValueType;
  /** The list of whose items it is a field, or, for a list of scalars, of which it is an item. Its path begins with the list's. */
  readonly list?: FieldReference;
  readonly span: Span;
}

/** What an expression computes; on the left of an atom it reads some field. */
export interface Computed {
  readonly kind: "expression";
  readonly term: Term;
  readonly type: OperandType;
  readonly span: Span;
}

export type Term = TermBase &
  (
    | { readonly kind: "field"; readonly field: FieldReference }
    | { readonly kind: "literal"; readonly constant: number }
    | { readonly kind: "negative"; readonly operand: Term }
    | { readonly kind: "size"; readonly field: FieldReference }
    | {
        readonly kind: "part";
        readonly part: DatetimePartName;
        readonly offset: number;
        readonly operand: Term;
      }
    | { readonly kind: "chain"; readonly first: Term; readonly rest: readonly TermStep[] }
  );

interface TermBase {
  readonly type: TermType;
  /** As an expression. */
  readonly text: string;
  /** What it comes to where nothing in it is read: a number, or milliseconds. */
  readonly constant?: number;
  readonly span: Span;
}

export interface TermStep {
  readonly operator: ArithmeticOperator;
  readonly operand: Term;
  /** Of all up to here. */
  readonly type: TermType;
}

export type Operand =
  | { readonly kind: "field"; readonly field: FieldReference }
  | Computed
  | { readonly kind: "literal"; readonly value: Scalar; readonly span: Span }
  /** For `in`, `contains_any`, … and, with two values, for `between`. In the order written. */
  | { readonly kind: "literals"; readonly values: readonly Scalar[]; readonly span: Span }
  | { readonly kind: "cidrs"; readonly values: readonly Cidr[]; readonly span: Span }
  /** The text of `like` and `matches` as written, and what it means. */
  | { readonly kind: "pattern"; readonly text: string; readonly automaton: Automaton; readonly span: Span }
  | { readonly kind: "flag"; readonly value: boolean };

/**
 * A literal by the type of the field it meets: string, boolean as they are; number and integer as a number (never −0);
 * datetime as milliseconds since 1970; ip as 32 lower-case hexadecimal digits, IPv4 in its IPv6-mapped form.
 */
export type Scalar = string | number | boolean;

export interface Cidr {
  /** As `ip` literals are. */
  readonly address: string;
  /** Of 128: `10.0.0.0/8` has 104. */
  readonly prefix: number;
  readonly family: 4 | 6;
}

export function isComputed(side: FieldReference | Computed): side is Computed {
  return "term" in side;
}

const LONGEST = 60;

/** As messages name it, which is the beginning of it when it is long. */
export function sideText(side: FieldReference | Computed): string {
  if (!isComputed(side)) return pathText(side);
  const { text } = side.term;
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** The fields on both sides, in the order written. */
export function fieldsOf({ left, right }: Atom): readonly FieldReference[] {
  const leftFields = isComputed(left) ? fieldsIn(left.term) : [left];
  if (right.kind === "expression") return [...leftFields, ...fieldsIn(right.term)];
  return right.kind === "field" ? [...leftFields, right.field] : leftFields;
}

function fieldsIn(term: Term): readonly FieldReference[] {
  switch (term.kind) {
    case "literal":
      return [];
    case "field":
    case "size":
      return [term.field];
    case "negative":
    case "part":
      return fieldsIn(term.operand);
    case "chain":
      return [term.first, ...term.rest.map(({ operand }) => operand)].flatMap(fieldsIn);
  }
}

/** `action.customer.country`; of an item of a list `action.lines.price` */
export function pathText({
  domain,
  path,
}: {
  readonly domain: Domain;
  readonly path: readonly string[];
}): string {
  // Nearly every path is one name, for which joining would take most of the time.
  return path.length === 1 ? `${domain}.${path[0]}` : `${domain}.${path.join(".")}`;
}

/** As `pathText`, and it tells items apart from the list: `action.lines[].price`, `action.tags[]`. */
export function placeText({ domain, path, list }: Pick<FieldReference, "domain" | "path" | "list">): string {
  if (list === undefined) return pathText({ domain, path });
  return [`${pathText(list)}[]`, ...path.slice(list.path.length)].join(".");
}
