import type { Shape } from "../compiler/2-parse/entries.ts";
import { WITHOUT_VERSION } from "../compiler/2-parse/version.ts";

// The keys of a test file. src/schemas/test-file.ts makes of them what editors know.

export const TEST_FILE: Shape = {
  what: "a test file",
  required: ["version", "tests"],
  optional: ["description", "policy_hash", "fixtures"],
  absent: WITHOUT_VERSION,
};

export const TEST: Shape = {
  what: "a test",
  required: ["name"],
  optional: ["use", "input", "vary", "cases", "expect"],
};

export const CASE: Shape = { what: "a case", required: ["when"], optional: ["expect"] };

export const EXPECTATION: Shape = {
  what: "`expect`",
  required: [],
  optional: ["effect", "rule", "reason", "missing", "assumed", "approvals", "audited", "error"],
};

export const APPROVAL: Shape = {
  what: "an expected approval",
  required: ["rule", "approvers"],
  optional: ["quorum", "expires_in"],
};

export const AUDITED: Shape = { what: "`audited`", required: [], optional: ["rules", "effect", "errors"] };

export const AUDIT_ERROR: Shape = {
  what: "an error of an audit rule",
  required: ["rule", "code"],
  optional: ["path"],
};

export const ERROR: Shape = { what: "`error`", required: ["code"], optional: ["path"] };
