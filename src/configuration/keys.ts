import { COVERAGE_KINDS, type CoverageKind } from "../language/coverage-kinds.ts";
import { COVERAGE_REPORTS, type CoverageReport } from "./configuration.ts";

// The keys of `actra.config.yaml`. The reader, the JSON Schema for editors and the page about it come from this table.

/** What a key takes. `percent` is a number from 0 to 100, `levels` a map from codes of warnings to levels. */
export type KeyKind = "version" | "text" | "percent" | "path" | "paths" | "levels" | "coverage";

export interface Key {
  readonly kind: KeyKind;
  readonly doc: string;
}

export type Keys = Readonly<Record<string, Key>>;

export const TOP_KEYS = {
  version: { kind: "version", doc: "`1`" },
  description: { kind: "text", doc: "text, for people" },
  coverage: {
    kind: "coverage",
    doc: "least percentages that the tests have to cover, and files for reports",
  },
  lint: {
    kind: "levels",
    doc: "warnings by their code, each `off`, `warning` or `error`",
  },
  tests: {
    kind: "paths",
    doc: "folders with more test files in them, however deep, from the policy directory",
  },
} satisfies Keys;

const THRESHOLDS: Readonly<Record<CoverageKind, string>> = {
  rules: "rules that match at least once, and the default where it can be reached",
  outcomes: "outcomes of atoms, two each: true and false",
  alternatives: "literals in lists such as those of `in` that are met at least once",
};

const REPORTS: Readonly<Record<CoverageReport, string>> = {
  html: "a page to look at",
  lcov: "lcov, for tools",
  json: "all counts",
};

export const COVERAGE_KEYS: Keys = {
  ...keysOf(COVERAGE_KINDS, (kind) => ({ kind: "percent", doc: `least percentage of ${THRESHOLDS[kind]}` })),
  ...keysOf(COVERAGE_REPORTS, (report) => ({
    kind: "path",
    doc: `file for a report: ${REPORTS[report]}`,
  })),
};

function keysOf<W extends string>(words: readonly W[], key: (word: W) => Key): Keys {
  return Object.fromEntries(words.map((word) => [word, key(word)]));
}
