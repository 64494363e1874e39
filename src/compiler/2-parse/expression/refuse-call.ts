import { suggest } from "../../../diagnostics/suggest.ts";
import { DATETIME_METHODS } from "../../../language/arithmetic.ts";
import { OPERATOR_NAMES } from "../../../language/operators.ts";
import type { Call } from "../../expression/syntax.ts";
import type { Parsing } from "../parsing.ts";
import { formOf, METHODS } from "./forms.ts";
import { LITERAL_CALLS } from "./literal.ts";

// Calls that are no condition: what CEL has and expressions here do not have, and what nobody has.

/** What gives values: literals, sizes and parts of datetimes. */
const VALUE_METHODS: readonly string[] = ["size", ...DATETIME_METHODS];
const VALUE_FUNCTIONS: readonly string[] = ["size", ...LITERAL_CALLS];

const MACROS = /^(map|filter|exists_one|existsOne|transformList|transformMap|bind)$/;
const CLOCKS = /^(now|today|date)$/i;
const CONVERSIONS = /^(int|uint|double|string|bytes|bool|dyn|type)$/;

export function refuseCall({ receiver, name: { value, span } }: Call, parsing: Parsing): undefined {
  const isMethod = receiver !== undefined;
  if ((isMethod ? VALUE_METHODS : VALUE_FUNCTIONS).includes(value)) {
    const message = `\`${value}\` gives a value, and no condition`;
    return parsing.report("expression-mismatch", span, message, "compare it with a field");
  }
  if (MACROS.test(value)) return refuseConstruct(`the macro \`${value}\``, span, parsing);
  if (!isMethod && CONVERSIONS.test(value)) {
    const help = "values have the types that the schema says";
    return refuseConstruct(`the conversion \`${value}\``, span, parsing, help);
  }
  const help = isMethod ? methodMeant(value) : functionMeant(value);
  return parsing.report("unknown-function", span, `there is no function \`${value}\``, help);
}

function refuseConstruct(
  what: string,
  span: Call["name"]["span"],
  parsing: Parsing,
  help?: string,
): undefined {
  return parsing.report("expression-unsupported", span, `${what} is no part of expressions here`, help);
}

function functionMeant(word: string): string | undefined {
  if (METHODS.includes(word)) return `write \`path.${word}(…)\``;
  if (CLOCKS.test(word))
    return "decisions know the input alone: have the time in the snapshot, as a `datetime`";
  const meant = suggest(word, ["has", ...VALUE_FUNCTIONS]);
  return meant && `did you mean \`${meant}\`?`;
}

/** By the names of operators, which people know under other names too. */
function methodMeant(word: string): string {
  const value = suggest(word, VALUE_METHODS);
  if (word.startsWith("get") && value !== undefined) return `did you mean \`${value}\`?`;
  const operator =
    OPERATOR_NAMES.find((name) => name === word) ??
    OPERATOR_NAMES.find((name) => name === suggest(word, OPERATOR_NAMES));
  const form = word === "has" ? formOf("exists") : operator && formOf(operator);
  if (form?.kind === "method") return `did you mean \`${form.word}\`?`;
  if (form === undefined) return `there is ${METHODS.map((method) => `\`${method}\``).join(", ")}`;
  return `write \`${form.kind === "symbol" ? `path ${form.word} …` : `${form.word}(path)`}\``;
}
