import type { Finding } from "../../diagnostics/diagnostic.ts";
import type { Reporter } from "../../diagnostics/reporter.ts";
import type { DocumentLimits } from "../../language/limits.ts";
import type { Schema } from "../../language/schema.ts";
import type { Settings } from "../../language/settings.ts";
import type { PolicyDocument, RuleNode } from "../2-parse/ast.ts";
import type { CompileOptions } from "../options.ts";
import type { Definitions } from "./definitions.ts";
import type { FieldIndex } from "./field-index.ts";
import type { Patterns } from "./patterns.ts";

/** What every check of a policy may look at. */
export interface CheckContext {
  readonly schema: Schema;
  readonly settings: Settings;
  readonly index: FieldIndex;
  readonly definitions: Definitions;
  readonly limits: DocumentLimits;
  readonly patterns: Patterns;
  readonly reporter: Reporter;
}

/** All files of a policy together, with what the compiler was told. */
export interface PolicyContext extends CheckContext {
  readonly policies: readonly PolicyDocument[];
  /** Of all the files, in file order. */
  readonly rules: readonly RuleNode[];
  readonly options: CompileOptions;
}

export type Report = (finding: Finding) => void;
