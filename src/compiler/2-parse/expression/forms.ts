import { OPERATOR_NAMES, OPERATORS, type OperatorName } from "../../../language/operators.ts";

// How each operator is written in an expression. Those that CEL has a symbol for are listed; all others are methods in
// camelCase, and a negative one is `!` before the one that it negates. An operator that is new to the table has its method.

const SYMBOLS: Partial<Record<OperatorName, string>> = {
  equals: "==",
  not_equals: "!=",
  greater_than: ">",
  greater_than_or_equals: ">=",
  less_than: "<",
  less_than_or_equals: "<=",
  in: "in",
};

/** Asks about a path as a whole, so it is no method of it. */
const EXISTS = "has";

/** What an operator looks like: `path > right`, `path.between(…)`, `has(path)`. */
export interface Form {
  readonly kind: "symbol" | "method" | "function";
  readonly word: string;
}

/** `undefined` for those that are the negation of another one and have no symbol of their own. */
export function formOf(operator: OperatorName): Form | undefined {
  const symbol = SYMBOLS[operator];
  if (symbol !== undefined) return { kind: "symbol", word: symbol };
  if (operator === "exists") return { kind: "function", word: EXISTS };
  return OPERATORS[operator].negates === undefined
    ? { kind: "method", word: methodName(operator) }
    : undefined;
}

function methodName(operator: string): string {
  return operator.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

const BY_WORD: ReadonlyMap<string, OperatorName> = new Map(
  OPERATOR_NAMES.flatMap((name) => {
    const form = formOf(name);
    return form === undefined ? [] : [[`${form.kind} ${form.word}`, name]];
  }),
);

export function operatorOf({ kind, word }: Form): OperatorName | undefined {
  return BY_WORD.get(`${kind} ${word}`);
}

/** The methods there are. */
export const METHODS: readonly string[] = OPERATOR_NAMES.map(formOf).flatMap((form) =>
  form?.kind === "method" ? [form.word] : [],
);

/** The operator that says the same with left and right exchanged. */
export const MIRRORED: Partial<Record<OperatorName, OperatorName>> = {
  equals: "equals",
  not_equals: "not_equals",
  greater_than: "less_than",
  greater_than_or_equals: "less_than_or_equals",
  less_than: "greater_than",
  less_than_or_equals: "greater_than_or_equals",
  in: "contains",
};

/** Whether the operator asks a yes or no question of its left side alone, and `false` on its right is its negation. */
export function isFlag(operator: OperatorName): boolean {
  return OPERATORS[operator].forms[0]!.right === "flag";
}

/** What `!` before the operator makes of it, where that is an operator and has no symbol: `not_in` of `in`. */
export function negationOf(operator: OperatorName): OperatorName | undefined {
  return OPERATOR_NAMES.find((name) => OPERATORS[name].negates === operator && SYMBOLS[name] === undefined);
}

/** How many arguments a method of the operator takes. */
export function argumentCount(operator: OperatorName): number {
  const { right } = OPERATORS[operator].forms[0]!;
  if (right === "flag") return 0;
  return right === "pair" ? 2 : 1;
}
