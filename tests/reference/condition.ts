/**
 * A condition's truth in Kleene's logic, negations pushed down to the atoms as the text says
 * (language.md §3, "Missing data"): `undefined` is unknown.
 */
import type { AtomDocument, ConditionDocument, Literal, Quantified } from "./documents.ts";
import { type Cidr, cidrOf } from "./ip.ts";
import { holds, type Right } from "./operators.ts";
import { pathOf, pathsOf, quantifiedIn } from "./policy.ts";
import type { State } from "./read.ts";
import type { BaseType, Leaf } from "./schema.ts";
import { parseTerm, type Quantity, valueOfTerm } from "./term.ts";
import { type Scalar, scalarOf, type Value } from "./value.ts";

export type Truth = boolean | undefined;

/** What a condition may look at. */
export interface View {
  state(path: string): State;
  leaf(path: string): Leaf;
  /** What atoms on what is missing as required count for, and those with an arithmetic fault; unknown when left out. */
  missing?: boolean;
  fault?: boolean;
}

/** Of a rule that is unknown: whether its faults have a part in that, or are enough for it (docs/semantics.md, point 43). */
export type Blame = "none" | "among" | "alone";

export function blameOf(condition: ConditionDocument, view: View): Blame {
  if (truthOf(condition, true, { ...view, missing: false }) !== false) return "alone";
  return truthOf(condition, true, { ...view, missing: true, fault: false }) === false ? "among" : "none";
}

/** Whether the condition, or with `wanted` false its negation, holds. */
export function truthOf(condition: ConditionDocument, wanted: boolean, view: View): Truth {
  if ("not" in condition) return truthOf(condition.not, !wanted, view);
  if ("all" in condition) {
    const parts = condition.all.map((part) => truthOf(part, wanted, view));
    return wanted ? conjunction(parts) : disjunction(parts);
  }
  if ("any" in condition) {
    const parts = condition.any.map((part) => truthOf(part, wanted, view));
    return wanted ? disjunction(parts) : conjunction(parts);
  }
  const quantified = quantifiedIn(condition);
  if (quantified === undefined) return atomTruth(condition as AtomDocument, wanted, view);
  return quantifiedTruth(quantified, "all_items" in condition, wanted, view);
}

/** Of a list that is missing or bad as of an atom on it; else of all items together. */
function quantifiedTruth(
  { in: list, where }: Quantified<ConditionDocument>,
  every: boolean,
  wanted: boolean,
  view: View,
): Truth {
  const path = pathOf(list);
  const state = view.state(path);
  if (state.is === "bad" || isMissing(state, "optional")) return false;
  if (isMissing(state, "required")) return view.missing;
  const count = state.is === "list" ? state.count : (valueIn(state) as Scalar[]).length;
  const parts = Array.from({ length: count }, (_, index) =>
    truthOf(where, wanted, inItem(view, path, index)),
  );
  return every === wanted ? conjunction(parts) : disjunction(parts);
}

/** `item` is one of the list's; everything else is as it is outside. */
function inItem(view: View, list: string, index: number): View {
  const isItem = (path: string) => path === "item" || path.startsWith("item.");
  const scalar = (): State => ({ is: "value", value: (valueIn(view.state(list)) as Scalar[])[index]! });
  return {
    ...view,
    state: (path) => {
      if (!isItem(path)) return view.state(path);
      return path === "item" ? scalar() : view.state(path.replace("item", `${list}[${index}]`));
    },
    leaf: (path) => {
      if (path === "item") return { ...view.leaf(list), list: false };
      return view.leaf(isItem(path) ? path.replace("item", list) : path);
    },
  };
}

function conjunction(parts: Truth[]): Truth {
  if (parts.includes(false)) return false;
  return parts.includes(undefined) ? undefined : true;
}

function disjunction(parts: Truth[]): Truth {
  if (parts.includes(true)) return true;
  return parts.includes(undefined) ? undefined : false;
}

function atomTruth(atom: AtomDocument, wanted: boolean, view: View): Truth {
  const states = pathsOf(atom).map((path) => view.state(path));
  if (states.some((state) => state.is === "bad")) return false;
  if (atom.operator === "exists") return existence(states[0]!, literalOf(atom), wanted, view);
  if (states.some((state) => isMissing(state, "optional"))) return false;
  if (states.some((state) => isMissing(state, "required"))) return view.missing;
  const left = sideOf(atom.subject, view);
  const right = left && rightOf(atom, left.kind, view);
  if (left === undefined || right === undefined) return view.fault;
  return holds(atom.operator, left.value, right.value) === wanted;
}

/** `undefined` for a fault. */
function sideOf(side: AtomDocument["subject"], view: View): Quantity | undefined {
  const look = (path: string): Quantity => {
    const { base, list } = view.leaf(path);
    const kind = list || base === "string" || base === "boolean" || base === "ip" ? "other" : base;
    return { kind, value: valueIn(view.state(path)) };
  };
  return "expression" in side ? valueOfTerm(parseTerm(side.expression), look) : look(pathOf(side));
}

function rightOf(atom: AtomDocument, kind: Quantity["kind"], view: View): { value: Right } | undefined {
  const { subject, value } = atom;
  if (value !== undefined && !("literal" in value))
    return sideOf("subject" in value ? value.subject : value, view);
  const computed = kind === "datetime" ? kind : "number";
  return { value: rightMeaning(atom, "expression" in subject ? computed : view.leaf(pathOf(subject)).base) };
}

function existence(state: State, asked: Literal, wanted: boolean, view: View): Truth {
  if (isMissing(state, "required")) return view.missing;
  return ((state.is !== "missing") === asked) === wanted;
}

function isMissing(state: State, as: "optional" | "required"): boolean {
  return state.is === "missing" && state.as === as;
}

/** Of a list of objects nothing is asked but how many there are. */
function valueIn(state: State): Value {
  if (state.is === "list") return new Array<Scalar>(state.count).fill(0);
  if (state.is !== "value") throw new Error("an object is no operand");
  return state.value;
}

/** `exists` and `is_empty` may leave it out. */
function literalOf({ value }: AtomDocument): Literal {
  return value !== undefined && "literal" in value ? value.literal : true;
}

/** What the literal says, on the right of a left side of type `base`. */
export function rightMeaning(atom: AtomDocument, base: BaseType): Right {
  const literal = literalOf(atom);
  if (atom.operator === "is_empty") return literal as boolean;
  if (atom.operator.endsWith("in_cidr")) return [literal].flat().map((text) => cidrOf(String(text)) as Cidr);
  return Array.isArray(literal) ? literal.map((item) => meaning(item, base)) : meaning(literal, base);
}

/** An integer may be held against any number, so its literals are read as numbers. */
function meaning(literal: Literal, base: BaseType): Scalar {
  const value = scalarOf(literal, base === "integer" ? "number" : base);
  if (value === undefined) throw new Error(`${JSON.stringify(literal)} is no literal of type ${base}`);
  return value;
}
