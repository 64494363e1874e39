/** Folders that a test writes policies into, removed after the file's last test. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";
import { FIRST_POLICY } from "../../../src/cli/commands/first-policy.ts";

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "actra-cli-"));
  folders.push(folder);
  return folder;
}

/** The policy of `actra init`, with other texts in place of some of its files. */
export function policyFolder(changed: Readonly<Record<string, string>> = {}): string {
  const folder = newFolder();
  for (const [name, text] of Object.entries({ ...FIRST_POLICY, ...changed })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

export const SCHEMA = FIRST_POLICY["schema.yaml"]!;
export const POLICY = FIRST_POLICY["policy.yaml"]!;
export const TESTS = FIRST_POLICY["policy.test.yaml"]!;

export const SMALL = {
  action: { type: "refund", amount: 1000, currency: "EUR" },
  actor: { role: "support" },
  snapshot: { fraud_flag: false },
};
export const LARGE = { ...SMALL, action: { ...SMALL.action, amount: 90_000 } };
