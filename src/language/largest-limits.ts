import type { DocumentLimits } from "./limits.ts";

// What users may raise limits to. Apart from limits.ts, since the engine needs of all these numbers one.

/** What the limits on documents may be raised to: the compiler's own recursion and the program format bear no more. */
export const LARGEST_DOCUMENT_LIMITS: DocumentLimits = {
  fileBytes: 512 * 1024 * 1024,
  totalBytes: 2048 * 1024 * 1024,
  depth: 200,
  rules: 1_000_000,
  governanceRules: 1_000_000,
  fieldsRead: 65_535,
  patternSteps: 1_000_000_000,
  aliases: 1_000_000_000,
  nodes: 1_000_000_000,
  totalNodes: 1_000_000_000,
  expansion: 10_000_000,
  actionPatterns: 1_000_000,
  schemaDepth: 100,
  diagnostics: 10_000,
  testCases: 1_000_000,
  testNodes: 1_000_000_000,
};

/**
 * What each limit on inputs may be raised to. A text in a list takes up to 2.3 times the bytes that it counts (a record,
 * and its bytes rounded up), and what only audit rules read counts apart: with this, a frame stays below 2^30 bytes.
 */
export const LARGEST_INPUT_LIMIT = 128 * 1024 * 1024;
