/** What the reference answers: a decision, or the input error that stood in its way. */
import type { ApprovalDocument, Effect } from "./documents.ts";

export type InputCode =
  | "INPUT_ACCESS"
  | "INPUT_ACTION"
  | "INPUT_ENUM"
  | "INPUT_INHERITED"
  | "INPUT_LIMIT"
  | "INPUT_RANGE"
  | "INPUT_TYPE";

export interface Approval extends ApprovalDocument {
  rule: string;
}

export interface AuditError {
  rule: string;
  code: InputCode;
  path: string;
}

export interface Decision {
  effect: Effect;
  matched_rule: string;
  reason?: string;
  approvals?: Approval[];
  missing?: string[];
  assumed?: "arithmetic";
  audited?: { rules: string[]; errors?: AuditError[]; effect: Effect };
}

export type Answer = { decision: Decision } | { error: { code: InputCode; path: string } };

export class InputFault extends Error {
  constructor(
    readonly code: InputCode,
    readonly path: string,
  ) {
    super(`${code} at ${path}`);
  }
}

/** 0 for the mildest. */
export function strictness(effect: Effect): number {
  return ["allow", "require_approval", "block"].indexOf(effect);
}

export function strictest(effects: Effect[]): Effect {
  return effects.reduce((worst, effect) => (strictness(effect) > strictness(worst) ? effect : worst));
}
