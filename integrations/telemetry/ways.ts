/** One guarded call for each way that a decision can end. */
import { Actra, ActraRuntime, type DecisionObserver, type RuntimeOptions } from "actra";

const policy = Actra.compile({
  schema: `
version: 1
actions:
  pay: { fields: { amount: number, card: { type: string, sensitive: true } } }
actor: { fields: { id: string, secret: { type: string, sensitive: true } } }
snapshot: { fields: { fraud: boolean } }
`,
  policy: `
version: 1
default: allow
unknown_action: evaluate
rules:
  - { id: large, scope: { action: pay }, when: action.amount > 1000, effect: block }
  - { id: medium, scope: { action: pay }, when: action.amount > 100, effect: require_approval }
  - { id: stolen, scope: { action: pay }, when: 'action.card == "stolen" || actor.secret == "x"', effect: block }
  - { id: fraud, scope: { global: true }, when: snapshot.fraud, effect: block }
`,
});

export const SECRETS = /s3cr3t|hunter2/;
export const policyHash = policy.policyHash();

export function payment(observer: DecisionObserver, options: RuntimeOptions = {}) {
  const state = { broken: false };
  const runtime = new ActraRuntime(policy, {
    actor: async () => ({ id: "ann", secret: "hunter2" }),
    snapshot: () => {
      if (state.broken) throw new Error("hunter2");
      return { fraud: false };
    },
    observers: [observer],
    onObserverError: (error) => {
      throw error;
    },
    ...options,
  });
  const pay = runtime.admit("pay", async (_amount: unknown, _card: unknown) => "paid");
  const settle = (amount: unknown) => pay(amount, "s3cr3t").catch(() => undefined);
  /** Allowed, blocked, to be approved, bad input, and without a snapshot. */
  const all = async () => {
    for (const amount of [5, 2000, 500, "s3cr3t"]) await settle(amount);
    state.broken = true;
    await settle(5);
    state.broken = false;
  };
  return { runtime, pay, settle, all };
}
