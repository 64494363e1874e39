// A server whose policy comes from another one, and is kept up to date. Nothing is served before the first good program.
//
//     deno run --allow-net --allow-read --allow-env server.ts https://policies.example/expenses.actra release.public.pem

import { Actra, ActraInputError } from "actra/engine";
import { ActraPolicyError, ActraRuntime, urlSource } from "actra/runtime";

const [url, key] = Deno.args;
if (url === undefined || key === undefined) throw new Error("usage: server.ts <url> <public key>");

const source = urlSource(url, {
  load: Actra.load,
  keys: { release: await Deno.readTextFile(key) },
  intervalMs: 5000,
  onUpdate: (_, { policyHash }) => console.log(`policy ${policyHash}`),
  onError: (error) => console.error(String(error)),
});
const runtime = new ActraRuntime(await source.start(), { actor: ({ actor }) => actor });
source.drive(runtime);

const USERS = new Map([
  ["token-of-mia", { id: "mia", role: "employee" }],
  ["token-of-max", { id: "max", role: "manager" }],
]);

/** Runs only where the policy allows it. */
const pay = runtime.admit("expense", (expense: { amount: number; category: string; receipt: boolean }) => ({
  paid: expense.amount,
}));

Deno.serve({ port: 0, hostname: "127.0.0.1" }, async (request) => {
  if (new URL(request.url).pathname === "/status") return Response.json(source.status());
  const actor = USERS.get(request.headers.get("authorization")?.replace("Bearer ", "") ?? "");
  if (actor === undefined) return Response.json({ error: "who are you?" }, { status: 401 });
  try {
    const expense = await request.json();
    return Response.json(await runtime.run({ actor }, () => pay(expense)));
  } catch (error) {
    if (error instanceof ActraPolicyError) return Response.json(error.decision, { status: 403 });
    if (error instanceof ActraInputError) return Response.json({ error: error.message }, { status: 400 });
    if (error instanceof SyntaxError) return Response.json({ error: "no JSON" }, { status: 400 });
    console.error(error);
    return Response.json({ error: "no decision" }, { status: 500 });
  }
});
