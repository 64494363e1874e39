// biome-ignore-all lint/suspicious/noExplicitAny: errors are looked at as a caller without types would
/** The policy that most calls meet, and a guarded function that keeps what it was called with. */
import { expect } from "vitest";
import { Actra, ActraRuntime, type DecisionEvent, type Grant, type RuntimeOptions } from "../../src/index.ts";

export const schema = `
version: 1
actions:
  refund:
    fields:
      type: string
      amount: number
      note: string?
      customer: { optional: true, fields: { country: string, card: { type: string, sensitive: true, optional: true } } }
      tags: string[]?
  restart: { fields: {} }
actor: { fields: { id: string?, role: string } }
snapshot: { fields: { fraud: boolean } }
`;

const atom = (domain: string, field: string, operator: string, literal: unknown) =>
  `{ subject: { domain: ${domain}, field: ${field} }, operator: ${operator}, value: { literal: ${literal} } }`;

export const rules = `
version: 1
rules:
  - { id: large, scope: { action: refund }, effect: block, when: ${atom("action", "amount", "greater_than", 1000)} }
  - id: medium
    scope: { action: refund }
    effect: require_approval
    approval: { approvers: [boss, bob] , quorum: 1 }
    when: ${atom("action", "amount", "greater_than", 100)}
  - id: abroad
    scope: { action: refund }
    effect: block
    when: { all: [{ subject: { domain: action, field: customer.country }, operator: exists, value: { literal: true } },
      ${atom("action", "customer.country", "equals", "XX")}] }
  - { id: fraud, scope: { global: true }, effect: block, when: ${atom("snapshot", "fraud", "equals", true)} }
`;

export const policy = Actra.compile({ schema, policy: rules });
export const actor = () => ({ id: "ann", role: "support" });
export const snapshot = () => ({ fraud: false });

export function runtimeWith(options: RuntimeOptions = {}) {
  const events: DecisionEvent[] = [];
  const runtime = new ActraRuntime(policy, {
    actor,
    snapshot,
    observers: [(event) => events.push(event)],
    ...options,
  });
  return { runtime, events };
}

/** A guarded function that keeps what it was called with. */
export function guarded(options: RuntimeOptions = {}, admitOptions = {}) {
  const ran: unknown[][] = [];
  const run = (...args: unknown[]) => {
    ran.push(args);
    return "done";
  };
  const { runtime, events } = runtimeWith(options);
  return { runtime, events, ran, run, call: runtime.admit("refund", run, admitOptions) };
}

export function attemptError(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return expect.fail("nothing was thrown");
}

export async function failureOf(promise: Promise<unknown>): Promise<any> {
  return promise.then(
    (value) => expect.fail(`ran, and gave ${String(value)}`),
    (error) => error,
  );
}

let grants = 0;

/** By one who may, for the call with this digest. */
export function grantFor(digest: string, parts: Partial<Grant> = {}): Grant {
  return {
    id: `grant-${grants++}`,
    digest,
    approvals: [{ approver: "boss", by: "carol" }],
    granted_at: Date.now(),
    ...parts,
  };
}
