import { GOVERNANCE_FILE } from "./governance-file.ts";
import type { JsonSchema } from "./json-schema.ts";
import { POLICY_FILE } from "./policy-file.ts";
import { SCHEMA_FILE } from "./schema-file.ts";
import { TEST_FILE } from "./test-file.ts";

/** The JSON Schemas of the package, by the names under which it has them: `actra/schemas/policy.json`. The build writes them. */
export const SCHEMA_FILES: Readonly<Record<string, JsonSchema>> = {
  "schema.json": SCHEMA_FILE,
  "policy.json": POLICY_FILE,
  "governance.json": GOVERNANCE_FILE,
  "tests.json": TEST_FILE,
};
