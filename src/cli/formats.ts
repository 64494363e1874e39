// The words that options take. Types of commands come from them, so that a word without its case does not compile.

/** For people, and for programs. */
export const FORMATS = ["pretty", "json"] as const;
export const CHECK_FORMATS = [...FORMATS, "github", "sarif"] as const;
export const TEST_FORMATS = [...FORMATS, "junit", "tap", "github"] as const;

export const DIFF_FORMATS = [...FORMATS, "markdown"] as const;

/** Changes of recorded decisions that fail a replay: those to a less strict effect, or none. */
export const FAILURES = ["any", "less-strict", "none"] as const;

export const NOTATIONS = ["expression", "structured"] as const;

/** Those that commands are completed in. */
export const SHELLS = ["bash", "zsh", "fish"] as const;

/** CI servers that there is a recipe for. */
export const CI_SYSTEMS = ["github", "gitlab"] as const;

export type Format = (typeof FORMATS)[number];
export type CheckFormat = (typeof CHECK_FORMATS)[number];
export type TestFormat = (typeof TEST_FORMATS)[number];
export type DiffFormat = (typeof DIFF_FORMATS)[number];
export type Notation = (typeof NOTATIONS)[number];
export type Shell = (typeof SHELLS)[number];
export type CiSystem = (typeof CI_SYSTEMS)[number];
