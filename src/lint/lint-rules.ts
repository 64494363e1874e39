import type { LintContext } from "./lint-context.ts";
import { actionsHaveRules } from "./rules/actions-have-rules.ts";
import { allowRulesOverrideSomething } from "./rules/allow-rules-override-something.ts";
import { defaultIsWritten } from "./rules/default-is-written.ts";
import { fieldsAreUsed } from "./rules/fields-are-used.ts";
import { globalBlocksComeFirst } from "./rules/global-blocks-come-first.ts";
import { governanceIsChecked } from "./rules/governance-is-checked.ts";
import { optionalReadsAreGuarded } from "./rules/optional-reads-are-guarded.ts";
import { rulesAreCurrent } from "./rules/rules-are-current.ts";
import { rulesDiffer } from "./rules/rules-differ.ts";

/** What a policy should meet that compiles, in the order in which it is told. Each rule may take time by the size of the policy alone. */
export const LINT_RULES: readonly ((lint: LintContext) => void)[] = [
  fieldsAreUsed,
  actionsHaveRules,
  defaultIsWritten,
  rulesAreCurrent,
  rulesDiffer,
  optionalReadsAreGuarded,
  allowRulesOverrideSomething,
  globalBlocksComeFirst,
  governanceIsChecked,
];
