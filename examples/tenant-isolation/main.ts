// Step 2, context: who asks, and how things stand, is looked up by the runtime, and not handed over by the caller.
//
//     npx tsx examples/tenant-isolation/main.ts

import { fileURLToPath } from "node:url";
import { Actra, ActraResolverError, ActraRuntime, type ResolverCall } from "actra";

const policy = await Actra.fromDirectory(fileURLToPath(new URL(".", import.meta.url)));

// The database of a service with two tenants.
const sessions = new Map([
  ["t-alice", { type: "user", id: "alice", tenant_id: "acme", role: "editor" }],
  ["t-gina", { type: "user", id: "gina", tenant_id: "globex", role: "admin" }],
  ["t-sam", { type: "support", id: "sam", tenant_id: "us", role: "viewer" }],
]);
const tenants = new Map([
  ["acme", { status: "active", support_until: "2026-03-03T00:00:00Z" }],
  ["globex", { status: "active" }],
]);
const documents = new Map([
  ["plan", { tenant_id: "acme", owner_id: "alice", text: "Plan A" }],
  ["budget", { tenant_id: "globex", owner_id: "gina", text: "12 million" }],
]);
let isDatabaseUp = true;

async function look<T>(table: ReadonlyMap<string, T>, key: unknown): Promise<T | undefined> {
  await new Promise((resolve) => setImmediate(resolve));
  if (!isDatabaseUp) throw new Error("connection refused");
  return table.get(String(key));
}

interface Request {
  readonly token: string;
}

/** The actor comes from the session and the snapshot from the tables; the request only says what it wants. */
const runtime = new ActraRuntime(policy, {
  actor: ({ token }: Request) => look(sessions, token),
  snapshot: {
    now: () => new Date("2026-03-02T12:00:00Z"),
    tenant: (_request: Request, { action }: ResolverCall) => look(tenants, action["tenant_id"]),
    document: (_request: Request, { action }: ResolverCall) => look(documents, action["document"]),
  },
});

/** As a web server would: the request is the context of all that happens while it is served. */
function serve(token: string, action: string, fields: Record<string, unknown>): Promise<void> {
  console.log(`${token.slice(2)}: ${action} ${fields["document"]} of ${fields["tenant_id"]}`);
  return runtime.run({ token }, () => perform(action, fields));
}

async function perform(action: string, fields: Record<string, unknown>): Promise<void> {
  try {
    const { effect, reason, matched_rule, missing } = await runtime.checkAsync(action, fields);
    console.log(`  ${effect} by ${matched_rule || "default"}${reason ? `: ${reason}` : ""}`);
    if (missing) console.log(`  not known: ${missing.join(", ")}`);
    if (effect === "allow") run(action, fields);
  } catch (error) {
    if (!(error instanceof ActraResolverError)) throw error;
    console.log(`  stopped: ${error.message} (${(error.cause as Error).message})`);
  }
}

function run(action: string, { document, text }: Record<string, unknown>): void {
  const found = documents.get(String(document))!;
  if (action === "update_document") found.text = String(text);
  console.log(`  → ${JSON.stringify(found.text)}`);
}

const plan = { tenant_id: "acme", document: "plan" };
await serve("t-alice", "update_document", { ...plan, text: "Plan B" });
await serve("t-gina", "read_document", plan);
await serve("t-gina", "read_document", { ...plan, tenant_id: "globex" });
await serve("t-sam", "read_document", plan);
await serve("t-sam", "update_document", { ...plan, text: "Plan S" });
await serve("t-alice", "share_document", { ...plan, recipient: { email: "b@x.test" } });
await serve("t-nobody", "read_document", plan);
isDatabaseUp = false;
await serve("t-alice", "update_document", { ...plan, text: "Plan C" });
isDatabaseUp = true;

console.log(`\nThe plan is now ${JSON.stringify(documents.get("plan")!.text)}.`);
console.log("\nWhy Gina does not get it under the name of her own tenant:\n");
const forged = { type: "read_document", tenant_id: "globex", document: "plan" };
console.log(String(await runtime.explainAsync(forged, { token: "t-gina" })));
