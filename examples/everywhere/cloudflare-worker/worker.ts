// A gate in front of another service: a request goes through where the policy allows it. The program is part of the worker, and
// its signature is checked with a key from the worker's settings, so a worker that was built with another program serves nothing.

import { Actra, ActraInputError, type Policy, requireSigned, verifyProgram } from "actra/engine";
import program from "./expenses.actra";

interface Env {
  /** What is behind the gate. */
  readonly ORIGIN: { fetch(request: Request): Promise<Response> };
  /** The public key, as PEM. */
  readonly POLICY_KEY: string;
  /** Who has which token; in a real worker, a session or a signed token. */
  readonly USERS: Readonly<Record<string, { readonly id: string; readonly role: string }>>;
}

requireSigned();
let policy: Policy | undefined;

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    policy ??= Actra.load(await verifyProgram(new Uint8Array(program), { release: env.POLICY_KEY }));
    const token = request.headers.get("authorization")?.replace("Bearer ", "") ?? "";
    const actor = Object.hasOwn(env.USERS, token) ? env.USERS[token] : undefined;
    if (actor === undefined) return Response.json({ error: "who are you?" }, { status: 401 });
    try {
      const fields = await request.clone().json();
      const decision = policy.evaluate({ action: { ...fields, type: "expense" }, actor, snapshot: {} });
      // Only an explicit `allow` goes on.
      if (decision.effect === "allow") return await env.ORIGIN.fetch(request);
      return Response.json(decision, { status: 403 });
    } catch (error) {
      if (error instanceof ActraInputError) return Response.json({ error: error.message }, { status: 400 });
      if (error instanceof SyntaxError) return Response.json({ error: "no JSON" }, { status: 400 });
      throw error;
    }
  },
};
