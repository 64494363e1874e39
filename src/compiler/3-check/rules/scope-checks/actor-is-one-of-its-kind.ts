import { actorNameProblem } from "../actor-kind.ts";
import type { RuleContext } from "../rule-context.ts";

/** `actor: name` needs a field that tells the actors apart, and a name that this field can have. */
export function actorIsOneOfItsKind({ node, check, report }: RuleContext): void {
  const problem = node.scope.actor && actorNameProblem(node.scope.actor, check);
  if (problem !== undefined) report(problem);
}
