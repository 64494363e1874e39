/** What a plain scalar stands for by YAML 1.2's core schema: `yes` and `on` are text, `0o17` is 15. */
export function resolvePlain(text: string): string | number | boolean | null {
  if (!MAY_BE_OTHER_THAN_TEXT.test(text)) return text;
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  return NUMBER.test(text) ? Number(text) : text;
}

/** By its first character, which decides nearly always. */
const MAY_BE_OTHER_THAN_TEXT = /^(?:$|[-+.\d~nNtTfF])/;

const NUMBER = /^(?:[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?|0o[0-7]+|0x[\da-fA-F]+)$/;

const WORDS: ReadonlyMap<string, number | boolean | null> = new Map<string, number | boolean | null>([
  ...["", "~", "null", "Null", "NULL"].map((word) => [word, null] as const),
  ...["true", "True", "TRUE"].map((word) => [word, true] as const),
  ...["false", "False", "FALSE"].map((word) => [word, false] as const),
  ...[".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"].map(
    (word) => [word, Number.POSITIVE_INFINITY] as const,
  ),
  ...["-.inf", "-.Inf", "-.INF"].map((word) => [word, Number.NEGATIVE_INFINITY] as const),
  ...[".nan", ".NaN", ".NAN"].map((word) => [word, Number.NaN] as const),
]);
