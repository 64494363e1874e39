import { combinationsAreCoveredOnce } from "./checks/combinations-are-covered-once.ts";
import { expectationsAreUsed } from "./checks/expectations-are-used.ts";
import { expectedPathsAreDeclared } from "./checks/expected-paths-are-declared.ts";
import { expectedRulesAreKnown } from "./checks/expected-rules-are-known.ts";
import { fixturesAreKnown } from "./checks/fixtures-are-known.ts";
import { fixturesAreUsed } from "./checks/fixtures-are-used.ts";
import { inputFieldsAreDeclared } from "./checks/input-fields-are-declared.ts";
import { inputsAreInputs } from "./checks/inputs-are-inputs.ts";
import { pathsAreDeclared } from "./checks/paths-are-declared.ts";
import { pathsCanBeSet } from "./checks/paths-can-be-set.ts";
import { policyHashIsThisPolicys } from "./checks/policy-hash-is-this-policys.ts";
import { testNamesAreUnique } from "./checks/test-names-are-unique.ts";
import { valuesAreKnown } from "./checks/values-are-known.ts";
import { variationsDiffer } from "./checks/variations-differ.ts";
import type { TestContext } from "./test-context.ts";

/** Of a test file that is within its limits. */
const CHECKS: readonly ((context: TestContext) => void)[] = [
  policyHashIsThisPolicys,
  testNamesAreUnique,
  fixturesAreKnown,
  fixturesAreUsed,
  inputsAreInputs,
  valuesAreKnown,
  inputFieldsAreDeclared,
  pathsAreDeclared,
  pathsCanBeSet,
  variationsDiffer,
  combinationsAreCoveredOnce,
  expectationsAreUsed,
  expectedRulesAreKnown,
  expectedPathsAreDeclared,
];

/** What can only be told with the policy in hand, or by looking at the whole file. */
export function checkTests(context: TestContext): void {
  for (const check of CHECKS) check(context);
}
