/** The policy that most hostile inputs meet, and an input that it allows only because everything in it is in order. */
import { Actra, type Policy } from "../../src/index.ts";

export const schema = `
version: 1
actions:
  refund:
    fields:
      amount: number
      tags: string[]?
      customer: { fields: { country: string } }
actor: { fields: { role: string } }
snapshot: { fields: { fraud: boolean } }
`;

export const policy = `
version: 1
rules:
  - id: fraud
    scope: { global: true }
    when: { subject: { domain: snapshot, field: fraud }, operator: equals, value: { literal: true } }
    effect: block
  - id: abroad
    scope: { action: refund }
    when: { subject: { domain: action, field: customer.country }, operator: not_equals, value: { literal: DE } }
    effect: block
  - id: held
    scope: { action: refund }
    when: { subject: { domain: action, field: tags }, operator: contains, value: { literal: hold } }
    effect: block
  - id: large
    scope: { action: refund }
    when:
      all:
        - { subject: { domain: action, field: amount }, operator: greater_than, value: { literal: 1000 } }
        - { subject: { domain: actor, field: role }, operator: not_equals, value: { literal: manager } }
    effect: require_approval
`;

export function compileRefund(): Policy {
  return Actra.compile({ schema, policy });
}

export type Fields = Record<string, unknown>;

export interface RefundInput {
  action: Fields;
  actor: Fields;
  snapshot: Fields;
}

export const allowed = { effect: "allow", matched_rule: "" } as const;

/** Every field that it has stands between it and a stricter decision. */
export function refund(): RefundInput {
  return {
    action: { type: "refund", amount: 5000, tags: ["new"], customer: { country: "DE" } },
    actor: { role: "manager" },
    snapshot: { fraud: false },
  };
}

/** Where a value stands: `["action", "customer", "country"]`. */
export type Path = readonly string[];

export const leaves: readonly Path[] = [
  ["action", "type"],
  ["action", "amount"],
  ["action", "tags"],
  ["action", "customer", "country"],
  ["actor", "role"],
  ["snapshot", "fraud"],
];

export const objects: readonly Path[] = [["action"], ["action", "customer"], ["actor"], ["snapshot"]];

/** The refund with a property defined anew. */
export function refundWith(path: Path, property: PropertyDescriptor): RefundInput {
  const input = refund();
  const name = path.at(-1)!;
  const parent = path.slice(0, -1).reduce<Fields>((object, part) => object[part] as Fields, input as never);
  Object.defineProperty(parent, name, { enumerable: true, configurable: true, ...property });
  return input;
}

export function valueAt(path: Path, input: unknown = refund()): unknown {
  return path.reduce((object, part) => (object as Fields)[part], input);
}
