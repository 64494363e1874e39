import { optionalFieldsAreGuarded } from "./rule-checks/optional-fields-are-guarded.ts";
import type { RuleContext } from "./rule-context.ts";

/** What a rule has to meet whose names and types are all right, in the order in which it is told. */
export const RULE_CHECKS: readonly ((rule: RuleContext) => void)[] = [optionalFieldsAreGuarded];
