/** The workloads of the bench, as large as one likes: W1, and W3 in both its forms. */
import type { PolicyInput } from "../../src/index.ts";

export interface Workload {
  readonly schema: object;
  readonly policy: { version: 1; default: "allow"; rules: readonly object[] };
}

const atom = (domain: string, field: string, operator: string, literal: unknown) => ({
  subject: { domain, field },
  operator,
  value: { literal },
});
const above = (limit: number) => atom("action", "amount", "greater_than", limit);
const refund = (id: string, effect: string, when: object) => ({
  id,
  scope: { action: "refund" },
  effect,
  when,
});

export const W1: Workload = {
  schema: {
    version: 1,
    actions: { refund: { fields: { amount: "number" } } },
    actor: { fields: { role: "string" } },
    snapshot: { fields: { fraud_flag: "boolean" } },
  },
  policy: {
    version: 1,
    default: "allow",
    rules: [
      refund("fraud", "block", atom("snapshot", "fraud_flag", "equals", true)),
      refund("large", "require_approval", {
        all: [above(1000), atom("actor", "role", "not_equals", "manager")],
      }),
      refund("huge", "block", above(10000)),
    ],
  },
};

/** `field_(i mod 3) equals literal and amount > limit` for each of so many rules. */
function w3(size: number, literal: (i: number) => string, limit: (i: number) => number): Workload {
  const rules = Array.from({ length: size }, (_, i) => ({
    id: `rule_${i}`,
    scope: { action: "transfer" },
    effect: "block",
    when: { all: [atom("action", `field_${i % 3}`, "equals", literal(i)), above(limit(i))] },
  }));
  const fields = { amount: "number", field_0: "string", field_1: "string", field_2: "string" };
  return {
    schema: { version: 1, actions: { transfer: { fields } } },
    policy: { version: 1, default: "allow", rules },
  };
}

/** All literals differ. */
export function byLiteral(size: number): Workload {
  return w3(
    size,
    (i) => `literal_${i}`,
    (i) => 100 + (i % 50),
  );
}

/** One literal, and all limits differ: those of later rules are lower, so that each rule can be the first. */
export function byLimit(size: number): Workload {
  return w3(
    size,
    () => "shared",
    (i) => 1000 + size - i,
  );
}

export function transfer(amount: number, fields: Record<string, string> = {}): PolicyInput {
  const others = { field_0: "none", field_1: "none", field_2: "none" };
  return { action: { type: "transfer", amount, ...others, ...fields }, actor: {}, snapshot: {} };
}
