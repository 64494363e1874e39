import type { GovernanceContext } from "./governance-context.ts";
import { actionsAreDeclared } from "./name-checks/actions-are-declared.ts";
import { actorIsOneOfItsKind } from "./name-checks/actor-is-one-of-its-kind.ts";
import { allowedFieldsAreDeclared } from "./name-checks/allowed-fields-are-declared.ts";
import { subjectIsDeclared } from "./name-checks/subject-is-declared.ts";

/** What the names in a governance rule have to meet; one that is misspelt is no violation, and hides none. */
export const NAME_CHECKS: readonly ((governed: GovernanceContext) => boolean)[] = [
  actionsAreDeclared,
  actorIsOneOfItsKind,
  subjectIsDeclared,
  allowedFieldsAreDeclared,
];
