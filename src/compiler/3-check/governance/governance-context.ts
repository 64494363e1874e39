import type { CheckedPolicy } from "../../../language/model.ts";
import type { GovernanceRuleNode } from "../../2-parse/ast.ts";
import type { CheckContext, Report } from "../context.ts";
import type { RuleReads } from "./reads.ts";

/** One rule of a governance document, and the policy that it governs. */
export interface GovernanceContext {
  readonly node: GovernanceRuleNode;
  readonly policy: CheckedPolicy;
  readonly reads: RuleReads;
  readonly check: CheckContext;
  readonly report: Report;
}
