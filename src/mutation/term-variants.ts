import type { ArithmeticOperator } from "../language/arithmetic.ts";
import type { Term, TermStep } from "../language/model.ts";
import { neighbours } from "./limit-variants.ts";
import type { Variant } from "./variant.ts";
import { within } from "./variant.ts";

const MISTAKEN: Partial<Record<ArithmeticOperator, ArithmeticOperator>> = { "+": "-", "-": "+", "*": "+" };

/** What is computed, with one constant or one operator changed. */
export function termVariants(term: Term): readonly Variant<Term>[] {
  switch (term.kind) {
    case "literal":
      return neighbours(term.constant, { kind: "scalar", scalar: term.type }).map((constant) => ({
        kind: "limit",
        change: `${term.text} → ${constant}`,
        span: term.span,
        made: { ...term, constant, text: String(constant) },
      }));
    case "negative":
    case "part":
      return within(termVariants(term.operand), (operand) => ({
        ...withoutConstant(term),
        operand,
        text: term.text.replace(term.operand.text, () => operand.text),
      }));
    case "chain":
      return chainVariants(term);
    default:
      return [];
  }
}

type Chain = Term & { readonly kind: "chain" };

function chainVariants(chain: Chain): readonly Variant<Term>[] {
  const first = within(termVariants(chain.first), (made) => chained(made, chain.rest, chain));
  const rest = chain.rest.flatMap((step, place) => {
    const put = (made: TermStep) => chained(chain.first, chain.rest.with(place, made), chain);
    const operands = within(termVariants(step.operand), (operand) => put({ ...step, operand }));
    const operator = isPlain(chain) ? MISTAKEN[step.operator] : undefined;
    if (operator === undefined) return operands;
    const change = `\`${step.operator}\` → \`${operator}\` in ${chain.text}`;
    return [
      ...operands,
      { kind: "operator" as const, change, span: chain.span, made: put({ ...step, operator }) },
    ];
  });
  return [...first, ...rest];
}

/** Datetimes and durations do not take every operator. */
function isPlain({ type, first, rest }: Chain): boolean {
  const types = [type, first.type, ...rest.flatMap((step) => [step.type, step.operand.type])];
  return types.every((each) => each === "number" || each === "integer");
}

/** With its text anew: what has the same text is taken for the same. */
function chained(first: Term, rest: readonly TermStep[], chain: Chain): Chain {
  const text = [
    inChain(first),
    ...rest.map(({ operator, operand }) => `${operator} ${inChain(operand)}`),
  ].join(" ");
  return { ...withoutConstant(chain), first, rest, text };
}

function inChain({ kind, text }: Term): string {
  return kind === "chain" ? `(${text})` : text;
}

/** What it comes to is no longer so. */
function withoutConstant<T extends Term>(term: T): T {
  const { constant: _, ...rest } = term;
  return rest as unknown as T;
}
