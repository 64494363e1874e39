import type { PolicyContext } from "./context.ts";
import { conditionsHaveNoCycles } from "./policy-checks/conditions-have-no-cycles.ts";
import { namesAreGivenOnce } from "./policy-checks/names-are-given-once.ts";
import { namesAreKnown } from "./policy-checks/names-are-known.ts";
import { namesAreUsed } from "./policy-checks/names-are-used.ts";
import { ruleIdsAreUnique } from "./policy-checks/rule-ids-are-unique.ts";
import { rulesHaveNotExpired } from "./policy-checks/rules-have-not-expired.ts";
import { semanticsAgree } from "./policy-checks/semantics-agree.ts";
import { semanticsFixSettings } from "./policy-checks/semantics-fix-settings.ts";
import { settingsAreSetOnce } from "./policy-checks/settings-are-set-once.ts";

/** What the files of a policy have to meet together, in the order in which it is told. */
export const POLICY_CHECKS: readonly ((policy: PolicyContext) => void)[] = [
  settingsAreSetOnce,
  semanticsAgree,
  semanticsFixSettings,
  ruleIdsAreUnique,
  rulesHaveNotExpired,
  namesAreGivenOnce,
  namesAreKnown,
  conditionsHaveNoCycles,
  namesAreUsed,
];
