/** The policy of an agent's tools that every SDK is tried with, and what the tools have done. */
import { Actra, ActraRuntime, type DecisionEvent, type RuntimeOptions } from "actra";

const policy = Actra.compile({
  schema: `
version: 1
actions:
  refund: { fields: { amount: number, card: { type: string, sensitive: true, optional: true } } }
  count: { fields: { to: integer } }
  ping: { fields: {} }
  search: { fields: { input: string } }
actor: { fields: { id: string, key: { type: string, sensitive: true } } }
snapshot: { fields: { fraud: boolean } }
`,
  policy: `
version: 1
default: allow
rules:
  - { id: large, scope: { action: refund }, when: action.amount > 1000, effect: block, reason: Refunds above 1000 are never automatic }
  - { id: medium, scope: { action: refund }, when: action.amount > 100, effect: require_approval, approval: { approvers: [boss] } }
  - { id: stolen, scope: { action: refund }, when: 'has(action.card) && action.card == "s3cr3t-stolen"', effect: block }
  - { id: keyless, scope: { action: refund }, when: 'actor.key == ""', effect: block }
  - { id: far, scope: { action: count }, when: action.to > 3, effect: block }
  - { id: words, scope: { action: search }, when: action.input == "forbidden", effect: block }
  - { id: fraud, scope: { global: true }, when: snapshot.fraud, effect: block }
`,
});

/** What agents are run for. */
export interface User {
  readonly user: string;
  readonly fail?: boolean;
}

export const SECRETS = /s3cr3t|hunter2/;

export function makeDesk(options: RuntimeOptions = {}) {
  const events: DecisionEvent[] = [];
  const ran: unknown[] = [];
  const runtime = new ActraRuntime(policy, {
    actor: async ({ user, fail }: User) => {
      if (fail === true) throw new Error("hunter2");
      await new Promise((resolve) => setTimeout(resolve, (user.length * 7) % 11));
      return { id: user, key: "hunter2" };
    },
    snapshot: () => ({ fraud: false }),
    observers: [(event) => events.push(event)],
    ...options,
  });
  const ping = runtime.admit("ping", async () => "pong");
  /** As a tool does it, with a guarded call inside. */
  const refund = async (input: object) => {
    ran.push(input);
    await ping();
    return "refunded";
  };
  const effects = () =>
    events
      .filter(
        ({ outcome, mode, action }) => outcome === undefined && mode !== "evaluate" && action.type !== "ping",
      )
      .map(({ decision, error }) => decision?.effect ?? error?.code);
  const actors = () => events.map(({ context }) => context.actor["id"]);
  return { runtime, events, ran, refund, effects, actors };
}
