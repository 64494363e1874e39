import { expect, it } from "vitest";
import { Actra } from "../../src/index.ts";

// What comes after the parser knows nothing of expressions: explanations point into them, governance looks at their operators.

const schema = `version: 1
actions: { refund: { fields: { amount: number, currency: string } } }
actor: { fields: { role: string } }
`;

const policy = `version: 1
default: allow
rules:
  - id: large
    scope: { action: refund }
    when: >-
      action.amount > 1000
      && !(actor.role in ["manager"])
        && action.currency == "EUR"
    effect: block
`;

it("an explanation points at each condition's own line and column", () => {
  const explanation = Actra.compile({ schema, policy }).explain({
    action: { type: "refund", amount: 2000, currency: "EUR" },
    actor: { role: "agent" },
  });
  const [rule] = explanation.rules;
  const { conditions } = rule!.condition as unknown as { conditions: { operator: string; place: object }[] };
  expect(conditions.map(({ operator, place }) => [operator, place])).toMatchObject([
    ["greater_than", { line: 7, column: 7 }],
    ["not_in", { line: 8, column: 10 }],
    ["equals", { line: 9, column: 12 }],
  ]);
});

it("governance selects by the operator that an expression means", () => {
  const demand = (operator: string) => `version: 1
governance:
  rules:
    - id: g
      select: { where: { when: { subject: { domain: actor, field: role }, operator: ${operator} } } }
      must: { exists: true }
      error: Roles are looked at
`;
  const codes = (operator: string) =>
    Actra.check({ schema, policy, governance: demand(operator) }).map(({ code }) => code);
  expect(codes("not_in")).toEqual([]);
  expect(codes("in")).toEqual(["governance-violation"]);
});
