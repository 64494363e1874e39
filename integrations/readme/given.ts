/** What the rows of README's table share: a policy, and how an agent's model is told of its call. */
import { Actra, ActraRuntime } from "actra";

const policy = Actra.compile({
  schema: `
version: 1
actions:
  refund: { fields: { order: integer, amount: number } }
`,
  policy: `
version: 1
rules:
  - { id: large, scope: { action: refund }, when: action.amount > 1000, effect: block }
`,
});

export function makeRuntime() {
  return new ActraRuntime(policy);
}

/** The path and body of a request. */
export function refundRequest(amount: number) {
  const init = {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ amount }),
  };
  return ["/orders/7/refunds", init] as const;
}

/** One decision of each kind. */
export async function decideBoth(runtime: ActraRuntime): Promise<void> {
  for (const amount of [5, 2000]) await runtime.checkAsync("refund", { order: 7, amount });
}
