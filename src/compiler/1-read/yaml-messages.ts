// The messages of the `yaml` package as ours are: in lower case, without a final period, of a length that can be
// read, and with what the user wrote in place of the package's names for it.

const LONGEST = 160;

const WORDS: readonly (readonly [RegExp, string])[] = [
  [/ token(?: in YAML (?:stream|document))?\b.*/s, ""],
  [/\b(?:single-quoted-|double-quoted-)?scalar(?= at|$)/, "text"],
  [/\bflow-seq-start\b/, "`[`"],
  [/\bflow-seq-end\b/, "`]`"],
  [/\bflow-map-start\b/, "`{`"],
  [/\bflow-map-end\b/, "`}`"],
  [/\bmap-value-ind\b/, "`:`"],
  [/\b(?:seq-item-ind|block-seq-ind)\b/, "`-`"],
  [/\bexplicit-key-ind\b/, "`?`"],
  [/\bblock-scalar-header\b/, "block text"],
  [/\bcomma\b/, "`,`"],
  [/closing (["'])quote/, "closing `$1`"],
  [/\b([Ff])low sequence/, "$1low list"],
  [/\b([Mm])apping/g, "$1ap"],
  [/ a ([\]}])$/, " a `$1`"],
  [/\bcharacter ([^`])$/, "character `$1`"],
];

export function inOurWords(message: string): string {
  const translated = WORDS.reduce((text, [pattern, word]) => text.replace(pattern, word), message);
  const text = translated.replace(/\.$/, "").replace(/\s+/g, " ");
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return short.charAt(0).toLowerCase() + short.slice(1);
}

/** What helps with the mistakes that people make. */
const HELP: readonly (readonly [RegExp, string])[] = [
  [
    /flow-seq-start at node end/,
    'inside `{ }` and `[ ]`, text with a bracket has to be in quotes, such as `"string[]"`',
  ],
  [
    /must (?:be sufficiently indented and )?end with/,
    "a `[` or `{` is not closed, or its lines are indented too little",
  ],
  [/same column/, "the keys of one map start at the same column, and so do the dashes of one list"],
  [/compact mappings/, "text with `: ` in it has to be in quotes; a map below a key starts on the next line"],
  [/single line|followed by map values/, "is a `:` missing after the key, or a quote?"],
  [
    /Block scalar header includes extra/,
    "`>` and `|` begin a block of text; an operator is a word, such as `greater_than`",
  ],
  [/Plain value cannot start/, "put the text in quotes"],
  [/Invalid escape/, "in double quotes, write a backslash as `\\\\`; in single quotes it stands for itself"],
];

export function helpFor(message: string): string | undefined {
  return HELP.find(([pattern]) => pattern.test(message))?.[1];
}
