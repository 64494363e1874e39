/** A policy as a careful person would write it: about 470 bytes of YAML a rule. */
export function verbosePolicy(rules: number): string {
  const parts = ["version: 1\nresolution: strictest\ndefault: allow\nrules:\n"];
  for (let index = 0; index < rules; index++) parts.push(verboseRule(index));
  return parts.join("");
}

function verboseRule(index: number): string {
  return `  - id: rule_${index}
    description: Nobody refunds more than ${index}
    scope:
      action: refund
    when:
      all:
        - subject: { domain: action, field: amount }
          operator: greater_than
          value: { literal: ${index * 10} }
        - subject:
            domain: actor
            field: role
          operator: not_equals
          value:
            literal: "manager"
    effect: block
    reason: Above ${index} never
`;
}
