import { actorNameProblem } from "../../rules/actor-kind.ts";
import type { GovernanceContext } from "../governance-context.ts";

/** `scope: { actor }` names an actor that a rule could name. */
export function actorIsOneOfItsKind({ node, check, report }: GovernanceContext): boolean {
  const problem = node.where.scope?.kind === "actor" && actorNameProblem(node.where.scope.name, check);
  if (problem) report(problem);
  return !problem;
}
