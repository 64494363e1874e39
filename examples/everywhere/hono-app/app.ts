// A Hono app with a policy in front of its handlers. It runs wherever Hono does; here by `bun run app.ts`.

import { readFile } from "node:fs/promises";
import { Actra, ActraInputError, verifyProgram } from "actra/engine";
import { ActraPolicyError, ActraRuntime } from "actra/runtime";
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";

const program = await readFile(new URL("expenses.actra", import.meta.url));
const key = await readFile(new URL("release.public.pem", import.meta.url), "utf8");
const policy = Actra.load(await verifyProgram(program, { release: key }));

interface User {
  readonly id: string;
  readonly role: string;
}

interface Expense {
  readonly amount: number;
  readonly category: string;
  readonly receipt: boolean;
}

const USERS = new Map<string, User>([
  ["token-of-mia", { id: "mia", role: "employee" }],
  ["token-of-max", { id: "max", role: "manager" }],
]);

/** The actor is whom the app knows, never what the request says. */
const runtime = new ActraRuntime(policy, { actor: (user: User) => user });
const pay = runtime.admit("expense", (expense: Expense) => ({ paid: expense.amount }));

const app = new Hono<{ Variables: { user: User } }>();

app.use(async (context, next) => {
  const token = context.req.header("authorization")?.replace("Bearer ", "") ?? "";
  const user = USERS.get(token);
  if (user === undefined) throw new HTTPException(401, { message: "who are you?" });
  context.set("user", user);
  await next();
});

app.post("/expenses", async (context) => {
  const expense = await context.req.json();
  return context.json(await runtime.run(context.get("user"), () => pay(expense)));
});

app.onError((error, context) => {
  if (error instanceof ActraPolicyError) return context.json(error.decision, 403);
  if (error instanceof ActraInputError) return context.json({ error: error.message }, 400);
  if (error instanceof SyntaxError) return context.json({ error: "no JSON" }, 400);
  if (error instanceof HTTPException) return context.json({ error: error.message }, error.status);
  console.error(error);
  return context.json({ error: "no decision" }, 500);
});

export default app;
