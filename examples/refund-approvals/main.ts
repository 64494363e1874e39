// Step 1, a decision: three documents become a policy, and the policy decides on a refund.
//
//     npx tsx examples/refund-approvals/main.ts

import { fileURLToPath } from "node:url";
import { Actra, type Decision } from "actra";

const here = fileURLToPath(new URL(".", import.meta.url));
const policy = await Actra.fromDirectory(here);

// What the shop knows.
const orders = new Map([
  ["A-17", { paid: 12_000, currency: "EUR", age_days: 3 }],
  ["B-40", { paid: 90_000, currency: "EUR", age_days: 12 }],
]);
const suspects = new Set(["mallory"]);
const paidOut: string[] = [];

interface Refund {
  readonly order: string;
  readonly amount: number;
  readonly currency: string;
  readonly cause: string;
}

/** Everything that the rules may ask: what is to be done, who does it, and how things stand. */
function inputOf(refund: Refund, role: string, customer: string) {
  return {
    action: { type: "refund", ...refund },
    actor: { role },
    snapshot: { fraud_hold: suspects.has(customer), order: orders.get(refund.order) },
  };
}

/** Only `allow` lets it happen; whatever else comes out does not. */
function refund(refund: Refund, role: string, customer: string): Decision {
  const decision = policy.evaluate(inputOf(refund, role, customer));
  if (decision.effect === "allow") payOut(refund);
  return decision;
}

function payOut(refund: Refund): void {
  orders.get(refund.order)!.paid -= refund.amount;
  paidOut.push(`${money(refund)} for order ${refund.order}`);
}

const broken = { order: "A-17", amount: 4_999, currency: "EUR", cause: "damaged" };
const returned = { order: "B-40", amount: 89_900, currency: "EUR", cause: "returned" };
const unknown = { ...broken, order: "Z-99" };

show("A broken cup", broken, refund(broken, "agent", "alice"));
show("The same for a suspect", broken, refund(broken, "agent", "mallory"));
show("A returned television", returned, refund(returned, "agent", "alice"));
console.log("Why the television has to wait:\n");
console.log(`${policy.explain(inputOf(returned, "agent", "alice"))}\n`);

show("The same by a lead", returned, refund(returned, "lead", "alice"));
show("Once more", returned, refund(returned, "lead", "alice"));
show("An order that nobody finds", unknown, refund(unknown, "agent", "alice"));

console.log("Paid out:");
for (const payment of paidOut) console.log(`  ${payment}`);

function show(title: string, refund: Refund, { effect, matched_rule, reason, missing }: Decision): void {
  console.log(`${title}, ${money(refund)}`);
  console.log(`  ${effect} by ${matched_rule || "default"}${reason === undefined ? "" : `: ${reason}`}`);
  for (const path of missing ?? []) console.log(`  not known: ${path}`);
  console.log();
}

function money({ amount, currency }: Refund): string {
  return `${(amount / 100).toFixed(2)} ${currency}`;
}
