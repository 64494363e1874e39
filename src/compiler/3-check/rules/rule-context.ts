import type { RuleNode } from "../../2-parse/ast.ts";
import type { CheckContext, Report } from "../context.ts";
import type { FieldsTogether } from "../fields-together.ts";

/** One rule under check, with what its scope lets it read of the action. */
export interface RuleContext {
  readonly node: RuleNode;
  /** The declared actions of the scope, sorted and unique; absent where the scope names none. */
  readonly actions?: readonly string[];
  /** What these have in common, when they are several. */
  readonly together?: FieldsTogether;
  readonly check: CheckContext;
  readonly report: Report;
}
