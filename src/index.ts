// What users of `actra` get.

export { Actra } from "./actra.ts";
export { ActraCompileError } from "./compiler/compile-error.ts";
export type { CompileOptions } from "./compiler/options.ts";
export type { PolicySources } from "./compiler/sources.ts";
export type { Diagnostic, Edit, Fix } from "./diagnostics/diagnostic.ts";
export { renderDiagnostics } from "./diagnostics/render.ts";
export type { Source, Span } from "./diagnostics/span.ts";
export type { InputErrorCode, ProgramErrorCode, SignatureErrorCode } from "./errors.ts";
export { ActraError, ActraInputError, ActraProgramError, ActraSignatureError } from "./errors.ts";
export type {
  AllowDecision,
  ApprovalDecision,
  AuditError,
  Audited,
  BlockDecision,
  Decision,
  RequiredApproval,
} from "./language/decision.ts";
export type { Outcomes, OutcomesOptions } from "./language/outcomes.ts";
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
export type { ExplainedCondition, ExplainedRule, Explanation } from "./policy/explanation.ts";
export type { PackedDecisions } from "./policy/packed-decisions.ts";
export type { Needs, ToBytesOptions } from "./policy/policy.ts";
export { Policy } from "./policy/policy.ts";
export { renderExplanation } from "./policy/render-explanation.ts";
export * from "./runtime.ts";
export { type GeneratedKeys, generateSigningKeys } from "./signing/generate-keys.ts";
export type { SignatureKey } from "./signing/keys.ts";
export { requireSigned } from "./signing/required.ts";
export { type SigningKey, signProgram } from "./signing/sign-program.ts";
export { type PublicKeys, type VerifiedProgram, verifyProgram } from "./signing/verify-program.ts";
export { type DiskSourceOptions, diskSource } from "./sources/disk-source.ts";
export type { DefinedSchema, TypesOf } from "./typescript/define-schema.ts";
export { defineSchema } from "./typescript/define-schema.ts";
export type { WrittenSchema } from "./typescript/written-schema.ts";
