// Step 6, admit: the function itself carries the decision before it, so that no caller can leave it out.
//
//     npx tsx examples/destructive-actions/main.ts

import { fileURLToPath } from "node:url";
import { Actra, ActraApprovalRequiredError, ActraPolicyError, ActraRuntime } from "actra";

const policy = await Actra.fromDirectory(fileURLToPath(new URL(".", import.meta.url)));

// A database, and who is at its console.
const rows = new Map([
  ["carts", 4_000],
  ["sessions", 90],
  ["users", 12_000],
]);
const ann = { type: "person", id: "ann", roles: ["operator"] };
const cleaner = { type: "job", id: "cleaner", roles: [] };

const runtime = new ActraRuntime(policy, {
  actor: async (who: object) => who,
  snapshot: async () => ({
    now: "2026-07-01T00:00:00Z",
    protected_tables: ["users", "payments"],
    restored_at: "2026-06-01T00:00:00Z",
  }),
});

// Plain functions; from here on only the guarded ones are in anybody's hands.
const deleteRecords = runtime.admit(
  "delete_records",
  (table: string, _environment: string, count: number) => {
    rows.set(table, rows.get(table)! - count);
  },
);

interface Drop {
  table: string;
  environment: string;
  confirmation?: string;
}

const dropTable = runtime.admit("drop_table", async ({ table }: Drop) => {
  rows.delete(table);
});

await attempt("Ann deletes 50 sessions", ann, () => deleteRecords("sessions", "production", 50));
await attempt("The job deletes 40 more", cleaner, () => deleteRecords("sessions", "production", 40));
await attempt("Ann deletes 2,000 carts", ann, () => deleteRecords("carts", "production", 2_000));
await attempt("Ann deletes a user", ann, () => deleteRecords("users", "production", 1));
await attempt("Ann drops carts", ann, () => dropTable({ table: "carts", environment: "production" }));
const confirmed: Drop = { table: "carts", environment: "production", confirmation: "carts" };
await attempt("Ann drops carts, and says so twice", ann, () => dropTable(confirmed));

// The arguments are copied before they are decided on: what is decided is what runs.
const drop: Drop = { table: "sessions", environment: "test", confirmation: "sessions" };
await attempt("Ann drops sessions, and writes users into it", ann, () => {
  const dropping = dropTable(drop);
  drop.table = "users";
  return dropping;
});

console.log("Why the cart needs two people:\n");
console.log(String(await runtime.explainAsync({ type: "drop_table", ...confirmed }, ann)));

async function attempt(title: string, who: object, call: () => Promise<void>): Promise<void> {
  console.log(title);
  try {
    await runtime.run(who, call);
    console.log("  done");
  } catch (error) {
    console.log(`  ${inWords(error)}`);
  }
  console.log(`  rows: ${[...rows].map(([table, count]) => `${table} ${count}`).join(", ")}\n`);
}

function inWords(error: unknown): string {
  if (!(error instanceof ActraPolicyError)) throw error;
  const { reason } = error.decision;
  if (!(error instanceof ActraApprovalRequiredError)) return `blocked: ${reason}`;
  const needed = error.request.approvals.map(
    ({ approvers, quorum }) => `${quorum} of ${approvers.join(", ")}`,
  );
  return `waits for ${needed.join(" and ")}: ${reason}`;
}
