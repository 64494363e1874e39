// What users of `actra` get.

export { Actra } from "./actra.ts";
export { ActraCompileError } from "./compiler/compile-error.ts";
export type { CompileOptions } from "./compiler/options.ts";
export type { PolicySources } from "./compiler/sources.ts";
export { CATALOGUE } from "./diagnostics/catalogue.ts";
export type { Diagnostic, Edit, Fix } from "./diagnostics/diagnostic.ts";
export { renderDiagnostics } from "./diagnostics/render.ts";
export type { Source, Span } from "./diagnostics/span.ts";
export type { InputErrorCode, ProgramErrorCode } from "./errors.ts";
export { ActraError, ActraInputError, ActraProgramError } from "./errors.ts";
export { type FormatOptions, format, toExpression, toStructured } from "./format/format.ts";
export type {
  AllowDecision,
  ApprovalDecision,
  AuditError,
  Audited,
  BlockDecision,
  Decision,
  RequiredApproval,
} from "./language/decision.ts";
export type {
  Action,
  ActionFields,
  ActionName,
  Actor,
  PolicyInput,
  PolicyTypes,
  Snapshot,
  TypedInput,
} from "./language/policy-types.ts";
export type { Schema } from "./language/schema.ts";
export type { Effect } from "./language/types.ts";
export { lint } from "./lint/lint.ts";
export type { ExplainedCondition, ExplainedRule, Explanation } from "./policy/explanation.ts";
export type { Outcomes, OutcomesOptions } from "./policy/outcomes.ts";
export type { PackedDecisions } from "./policy/packed-decisions.ts";
export type { Needs, ToBytesOptions } from "./policy/policy.ts";
export { Policy } from "./policy/policy.ts";
export { renderExplanation } from "./policy/render-explanation.ts";
export { disassemble } from "./program/disassemble.ts";
export * from "./runtime.ts";
export type { DefinedSchema, TypesOf } from "./typescript/define-schema.ts";
export { defineSchema } from "./typescript/define-schema.ts";
export type { GenerateOptions } from "./typescript/generate-types.ts";
export { generateTypes } from "./typescript/generate-types.ts";
export type { WrittenSchema } from "./typescript/written-schema.ts";
