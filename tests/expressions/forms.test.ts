import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { printCondition } from "../../src/compiler/2-parse/expression/print.ts";
import { analysed, hashOf } from "./compiled.ts";

// What each form means (tests/vectors/expressions/forms.yaml), and that what is printed means the same again.

interface Forms {
  schema: object;
  forms: { expression: string; means: object }[];
}

const path = new URL("../vectors/expressions/forms.yaml", import.meta.url);
const { schema, forms }: Forms = parse(readFileSync(path, "utf8"), { maxAliasCount: -1 });

function compiled(when: unknown) {
  const rule = { id: "rule", scope: { action: "act" }, effect: "allow", when };
  return analysed({ schema, policies: [{ version: 1, rules: [rule] } as { rules: object[] }] }, {});
}

it.each(forms)("$expression", ({ expression, means }) => {
  const found = compiled(expression);
  const hash = hashOf(found);
  expect(hash).toBe(hashOf(compiled(means)));
  const printed = printCondition(found.documents.policies[0]!.rules[0]!.when!);
  expect(hashOf(compiled(printed)), printed).toBe(hash);
});

it("stands wherever a condition does, beside the structured form", () => {
  const ready = {
    subject: { domain: "snapshot", field: "ready" },
    operator: "equals",
    value: { literal: true },
  };
  const mixed = { all: ["snapshot.ready", { not: "action.flag" }, { any: [ready, "action.flag"] }] };
  const flag = { subject: { domain: "action", field: "flag" }, operator: "equals", value: { literal: true } };
  expect(hashOf(compiled(mixed))).toBe(
    hashOf(compiled({ all: [ready, { not: flag }, { any: [ready, flag] }] })),
  );
});
