import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { Actra } from "../src/index.ts";
import { OPERATOR_NAMES, OPERATORS, type OperatorForm, type RightShape } from "../src/language/operators.ts";
import { typeName } from "../src/language/types.ts";

// docs/language.md: its operators are those of the table, and its documents compile.

const path = fileURLToPath(new URL("../docs/language.md", import.meta.url));

const RIGHT: Record<RightShape, string> = {
  same: "same family; literal or field",
  list: "literal list, or `T[]` field",
  pair: "literal list of two",
  item: "an item; literal or field",
  items: "literal list, or `T[]` field",
  text: "string; literal or field",
  texts: "literal list of strings",
  cidr: "CIDR, or list of them; literal",
  flag: "literal boolean, `true` when left out",
};

function left({ left }: OperatorForm): string {
  const names = left.map(typeName);
  const lists = names.filter((name) => name.endsWith("[]"));
  const others = names.filter((name) => !name.endsWith("[]"));
  const scalars = others.length >= 6 ? ["any scalar", ...others.filter((name) => name === "object")] : others;
  return [
    ...(lists.length > 0 ? ["`T[]`"] : []),
    ...scalars.map((name) => (name.includes(" ") ? name : `\`${name}\``)),
  ].join(", ");
}

function table(): string {
  const rows = OPERATOR_NAMES.flatMap((name) =>
    OPERATORS[name].forms.map(
      (form) => `| \`${name}\` | ${left(form)} | ${RIGHT[form.right]} | ${OPERATORS[name].doc} |`,
    ),
  );
  return ["| operator | left | right | true when |", "|---|---|---|---|", ...rows].join("\n");
}

it("has the table of operators", () => {
  const page = readFileSync(path, "utf8");
  const written = page.replace(
    /(<!-- operators: .*? -->\n).*?(<!-- \/operators -->)/s,
    (_, start, end) => `${start}\n${table()}\n\n${end}`,
  );
  if (process.env["UPDATE"]) writeFileSync(path, written);
  else expect(page).toBe(written);
});

it("shows documents that compile together", () => {
  const page = readFileSync(path, "utf8");
  const [schema, policy, governance] = [...page.matchAll(/```yaml\n(.*?)```/gs)].map((match) =>
    parse(match[1]!),
  );
  const withBlock = {
    ...policy,
    rules: [...policy.rules, { id: "b", scope: { action: "refund" }, effect: "block" }],
  };
  expect(Actra.check({ schema, policy })).toEqual([]);
  expect(Actra.check({ schema, policy: withBlock, governance })).toEqual([]);
  expect(Actra.check({ schema, policy, governance }).map(({ code }) => code)).toEqual([
    "governance-violation",
  ]);
});
