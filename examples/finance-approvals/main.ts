// Step 7, approvals: a call that needs one waits for the people that the policy names, and is decided again after them.
//
//     npx tsx examples/finance-approvals/main.ts

import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import type { ApprovalRequest, Grant } from "actra";
import { Actra, ActraApprovalRequiredError, ActraPolicyError, ActraRuntime } from "actra";

const policy = await Actra.fromDirectory(fileURLToPath(new URL(".", import.meta.url)));

// The books.
const vendors = new Map([["ink", { iban: "DE02 1203", verified: true, staff_ids: ["zoe"] }]]);
const invoices = new Map([
  ["I-1", { vendor: "ink", amount: 99_900, status: "open" }],
  ["I-2", { vendor: "ink", amount: 2_500_000, status: "open" }],
  ["I-3", { vendor: "ink", amount: 18_000_000, status: "open" }],
  ["I-4", { vendor: "ink", amount: 5_000_000, status: "open" }],
]);
let paidToday = 0;

/** Who says yes when asked: the roles that they hold, by name. */
let present = new Map<string, string>();
/** What happens while people think. */
let meanwhile = () => {};

const ann = { id: "ann", role: "clerk" };
const zoe = { id: "zoe", role: "clerk" };

const runtime = new ActraRuntime(policy, {
  actor: async (who: object) => who,
  snapshot: async (_who, { action }) => {
    const invoice = invoices.get(String(action["invoice"]));
    return { paid_today: paidToday, invoice, vendor: vendors.get(invoice?.vendor ?? "") };
  },
  approve: ask,
});

/** In life a message with two buttons; the answer may take days. Sensitive fields are not in the request. */
async function ask({ digest, approvals }: ApprovalRequest): Promise<Grant> {
  const wanted = new Set(approvals.flatMap(({ approvers }) => approvers));
  const given = [...present].filter(([, role]) => wanted.has(role));
  console.log(`  asked: ${[...wanted].join(", ")}`);
  for (const [by, role] of given) console.log(`  ${by} says yes, as ${role}`);
  meanwhile();
  const granted = given.map(([by, approver]) => ({ by, approver }));
  return { id: randomUUID(), digest, approvals: granted, granted_at: Date.now() };
}

const pay = runtime.admit("pay_invoice", async (invoice: string, amount: number, _iban: string) => {
  invoices.get(invoice)!.status = "paid";
  paidToday += amount;
});

await attempt("Ann pays 999.00", ann, "I-1", 99_900);
await attempt("Ann pays it once more", ann, "I-1", 99_900);
await attempt("Zoe pays 25,000.00 to a company of hers", zoe, "I-2", 2_500_000);
await attempt("Ann pays the 25,000.00, and nobody is there", ann, "I-2", 2_500_000);
present = new Map([["ann", "controller"]]);
await attempt("Ann says yes to herself", ann, "I-2", 2_500_000);
present = new Map([["carl", "controller"]]);
await attempt("Carl is back", ann, "I-2", 2_500_000);
await attempt("180,000.00, and Carl alone", ann, "I-3", 18_000_000);
present = new Map([
  ["fay", "cfo"],
  ["bea", "board"],
]);
await attempt("Fay and Bea come together", ann, "I-3", 18_000_000);
meanwhile = () => {
  invoices.get("I-4")!.status = "disputed";
};
await attempt("50,000.00, and the invoice is disputed meanwhile", ann, "I-4", 5_000_000);

console.log("Why that one was not paid, though Fay had said yes:\n");
const refused = { type: "pay_invoice", invoice: "I-4", amount: 5_000_000, iban: "DE02 1203" };
console.log(String(await runtime.explainAsync(refused, ann)));

async function attempt(title: string, who: object, invoice: string, amount: number): Promise<void> {
  console.log(title);
  try {
    await runtime.run(who, () => pay(invoice, amount, "DE02 1203"));
    console.log("  paid");
  } catch (error) {
    console.log(`  not paid: ${inWords(error)}`);
  }
  console.log(`  gone out today: ${(paidToday / 100).toFixed(2)}\n`);
}

function inWords(error: unknown): string {
  if (!(error instanceof ActraPolicyError)) throw error;
  const { reason = error.message } = error.decision;
  return error instanceof ActraApprovalRequiredError ? `${reason}\n  the grant: ${error.refusal}` : reason;
}
