// Actra as it was built by the root package.

import { Actra } from "../../dist/index.js";

export const name = "Actra";
export const packageName = "actra";

export const refunds = {
  schema: `
version: 1
actions:
  refund: { fields: { amount: number } }
actor:
  fields: { role: string }
snapshot:
  fields: { fraud_flag: boolean }
`,
  policy: `
version: 1
default: allow
rules:
  - id: block_fraud
    scope: { action: refund }
    when: { subject: { domain: snapshot, field: fraud_flag }, operator: equals, value: { literal: true } }
    effect: block
  - id: approve_large_refund
    scope: { action: refund }
    when:
      all:
        - { subject: { domain: action, field: amount }, operator: greater_than, value: { literal: 1000 } }
        - { subject: { domain: actor, field: role }, operator: not_equals, value: { literal: manager } }
    effect: require_approval
  - id: block_huge_refund
    scope: { action: refund }
    when: { subject: { domain: action, field: amount }, operator: greater_than, value: { literal: 10000 } }
    effect: block
`,
};

const transferFields = { amount: "number", field_0: "string", field_1: "string", field_2: "string" };

const atom = (field, operator, literal) => ({
  subject: { domain: "action", field },
  operator,
  value: { literal },
});

function transferRule({ field, literal, threshold }, i) {
  return {
    id: `rule_${i}`,
    scope: { action: "transfer" },
    when: { all: [atom(field, "equals", literal), atom("amount", "greater_than", threshold)] },
    effect: "block",
  };
}

function transfers(rules) {
  return {
    schema: { version: 1, actions: { transfer: { fields: transferFields } } },
    policy: { version: 1, default: "allow", rules: rules.map(transferRule) },
  };
}

export function prepare({ rules }) {
  const policy = Actra.compile(rules ? transfers(rules) : refunds, {
    limits: { fileBytes: 16 * 1024 * 1024 },
  });
  return (input) => policy.evaluate(input).effect;
}
