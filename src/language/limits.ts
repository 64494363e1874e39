// Every limit of the language, with its default. Nothing else in the project holds such a number, but for
// largest-limits.ts and, for text patterns, automaton/limits.ts.

/** Limits on documents; over one is a diagnostic. */
export interface DocumentLimits {
  /** UTF-8 bytes of one file. */
  readonly fileBytes: number;
  /** UTF-8 bytes of all files. */
  readonly totalBytes: number;
  /** Collections inside one another, and what nests in an expression. */
  readonly depth: number;
  /** Rules over all policy files. */
  readonly rules: number;
  /** Rules of the governance document. */
  readonly governanceRules: number;
  /** Different fields that the rules of a policy may read; a program can number no more than 65,535. */
  readonly fieldsRead: number;
  /** Steps that it may take to build the automata of all text patterns; automaton/limits.ts has what one may take. */
  readonly patternSteps: number;
  /** Aliases that are expanded, in one file. */
  readonly aliases: number;
  /** YAML nodes in one file, and tokens of its expressions, expanded aliases included. */
  readonly nodes: number;
  /** YAML nodes in all files. With so many, a compile stays within ten seconds and 1 GB. */
  readonly totalNodes: number;
  /** Atoms, list items and actions that named conditions, named lists and patterns for actions stand for, in all rules. */
  readonly expansion: number;
  /** Different patterns for actions, over all policy files. */
  readonly actionPatterns: number;
  /** Objects inside one another in a schema. */
  readonly schemaDepth: number;
  /** Cases of one test file, each combination of `vary` being one. */
  readonly testCases: number;
  /** YAML nodes in the inputs of all cases of one test file. */
  readonly testNodes: number;
  /** Diagnostics that are kept; the rest are counted. */
  readonly diagnostics: number;
}

/** Limits on inputs; over one is an input error. They are part of the policy hash. */
export interface InputLimits {
  /** UTF-8 bytes of one string. */
  readonly stringBytes: number;
  /** Bytes of all that is read for one decision. */
  readonly inputBytes: number;
  /** Items of one list. */
  readonly listItems: number;
  /** Items of one list of objects. */
  readonly listObjects: number;
}

export const DOCUMENT_LIMITS: DocumentLimits = /* @__PURE__ */ Object.freeze({
  fileBytes: 4 * 1024 * 1024,
  totalBytes: 64 * 1024 * 1024,
  depth: 64,
  rules: 100_000,
  governanceRules: 1_000,
  fieldsRead: 65_535,
  patternSteps: 50_000_000,
  aliases: 100,
  nodes: 400_000,
  totalNodes: 1_000_000,
  expansion: 250_000,
  actionPatterns: 1_000,
  schemaDepth: 8,
  testCases: 10_000,
  testNodes: 4_000_000,
  diagnostics: 100,
});

export const INPUT_LIMITS: InputLimits = /* @__PURE__ */ Object.freeze({
  stringBytes: 1024 * 1024,
  inputBytes: 16 * 1024 * 1024,
  listItems: 10_000,
  listObjects: 1_000,
});
