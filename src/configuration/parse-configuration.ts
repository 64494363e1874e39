import type { Entry, Node } from "../compiler/1-read/node.ts";
import { Entries, type Shape } from "../compiler/2-parse/entries.ts";
import {
  expectFilledText,
  expectList,
  expectText,
  expectWord,
  wrongKind,
} from "../compiler/2-parse/expect.ts";
import type { Parsing } from "../compiler/2-parse/parsing.ts";
import { checkVersion, WITHOUT_VERSION } from "../compiler/2-parse/version.ts";
import { CATALOGUE, type DiagnosticCode } from "../diagnostics/catalogue.ts";
import { LINT_LEVELS, type LintLevel } from "../diagnostics/severity.ts";
import { didYouMean } from "../diagnostics/suggest.ts";
import { COVERAGE_KINDS } from "../language/coverage-kinds.ts";
import { COVERAGE_REPORTS, type Configuration, lintCodes, NO_CONFIGURATION } from "./configuration.ts";
import { COVERAGE_KEYS, TOP_KEYS } from "./keys.ts";

const FILE: Shape = {
  what: "a configuration",
  required: ["version"],
  optional: Object.keys(TOP_KEYS).filter((key) => key !== "version"),
  absent: WITHOUT_VERSION,
};

const COVERAGE: Shape = { what: "`coverage`", required: [], optional: Object.keys(COVERAGE_KEYS) };

/** A tree → what it says. What is wrong is reported, and left out. */
export function parseConfiguration(root: Node, parsing: Parsing): Configuration {
  const entries = Entries.of(root, FILE, parsing);
  if (entries === undefined) return NO_CONFIGURATION;
  entries.get("version", (node, what) => checkVersion(node, what, parsing));
  entries.get("description", (node, what) => expectText(node, what, parsing));
  const coverage = entries.get("coverage", (node) => Entries.of(node, COVERAGE, parsing));
  return Object.freeze({
    thresholds: valuesOf(coverage, COVERAGE_KINDS, (node, what) => parsePercent(node, what, parsing)),
    reports: valuesOf(coverage, COVERAGE_REPORTS, (node, what) => parsePath(node, what, parsing)),
    lint: entries.get("lint", (node, what) => parseLevels(node, what, parsing)) ?? new Map(),
    tests: entries.get("tests", (node, what) => parsePaths(node, what, parsing)) ?? [],
  });
}

function valuesOf<W extends string, T>(
  entries: Entries | undefined,
  words: readonly W[],
  parse: (node: Node, what: string) => T | undefined,
): Partial<Record<W, T>> {
  const values: Partial<Record<W, T>> = {};
  for (const word of words) {
    const value = entries?.get(word, parse);
    if (value !== undefined) values[word] = value;
  }
  return Object.freeze(values);
}

function parsePercent(node: Node, what: string, parsing: Parsing): number | undefined {
  if (node.kind !== "scalar" || typeof node.value !== "number")
    return wrongKind(node, what, "a number from 0 to 100", parsing, "percentages are written without `%`");
  if (node.value >= 0 && node.value <= 100) return node.value;
  return parsing.report(
    "number-out-of-range",
    node.span,
    `${what} is \`${node.value}\`, expected a number from 0 to 100`,
  );
}

function parsePath(node: Node, what: string, parsing: Parsing): string | undefined {
  return expectFilledText(node, what, parsing)?.value;
}

function parsePaths(node: Node, what: string, parsing: Parsing): readonly string[] | undefined {
  return expectList(node, what, parsing)?.flatMap((item) => parsePath(item, "a folder", parsing) ?? []);
}

function parseLevels(
  node: Node,
  what: string,
  parsing: Parsing,
): ReadonlyMap<DiagnosticCode, LintLevel> | undefined {
  if (node.kind !== "map")
    return wrongKind(node, what, "a map from codes to `off`, `warning` or `error`", parsing);
  const levels = new Map<DiagnosticCode, LintLevel>();
  for (const entry of node.entries.values()) {
    const level = expectWord(entry.value, "level", LINT_LEVELS, parsing)?.value;
    if (isLintCode(entry, parsing) && level !== undefined) levels.set(entry.key as DiagnosticCode, level);
  }
  return levels;
}

/** What stops a policy is not up to the configuration. */
function isLintCode({ key, keySpan }: Entry, parsing: Parsing): boolean {
  const codes: readonly string[] = lintCodes();
  if (codes.includes(key)) return true;
  if (Object.hasOwn(CATALOGUE, key)) {
    const owner = key === "governance-violation-warning" ? "for the governance document to say" : "an error";
    parsing.report("fixed-value", keySpan, `\`${key}\` is ${owner}: its level cannot be set`);
  } else {
    parsing.report("unknown-word", keySpan, `there is no warning \`${key}\``, didYouMean(key, codes));
  }
  return false;
}
