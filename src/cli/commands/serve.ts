import { once } from "node:events";
import type { AuthzenMapping } from "../../adapters/authzen/mapping.ts";
import { type AuthzenContext, subjectActor } from "../../adapters/authzen.ts";
import type { RuntimeOptions } from "../../runtime/options.ts";
import { readMap } from "../read/data.ts";
import { type RuntimeWords, runtimeOf } from "../read/runtime.ts";
import type { Reply } from "../reply.ts";
import { application } from "../serve/application.ts";
import { type AuthenticationWords, authenticationOf, requireKnown } from "../serve/authentication.ts";
import { listen, type Place } from "../serve/listen.ts";
import { newMetrics } from "../serve/metrics.ts";
import type { Terminal } from "../terminal.ts";
import { WrongUse } from "../wrong-use.ts";

export interface ServeOptions extends RuntimeWords, AuthenticationWords, Place {
  /** A file with the fields that come from other places of a request. */
  readonly mapping?: string;
  readonly publicUrl?: string;
}

/** Answers the OpenID AuthZEN Authorization API until it is asked to stop. */
export async function serve(policy: string, options: ServeOptions, terminal: Terminal): Promise<Reply> {
  const authenticate = await authenticationOf(options, terminal);
  requireKnown(options.host, authenticate);
  const mapping = await mappingOf(options.mapping, terminal);
  const metrics = newMetrics();
  const found = await runtimeOf({ ...options, policy }, terminal, (said) => ({
    ...said,
    actor: said.actor ?? subjectActor,
    snapshot: withMapped(said.snapshot, Object.keys(mapping.snapshot ?? {})),
  }));
  found.runtime.addDecisionObserver(metrics.observer);
  try {
    const { output, stopped } = terminal.streams();
    const app = application({
      runtime: found.runtime,
      authenticate,
      metrics,
      authzen: { mapping, publicUrl: options.publicUrl },
      isStopping: () => stopped.aborted,
    });
    const listening = await listen((request) => app.fetch(request), options);
    output.write(`listening on ${listening.url}, policy ${found.runtime.policy.policyHash()}\n`);
    if (!stopped.aborted) await once(stopped, "abort");
    await listening.stop();
  } catch (error) {
    // A mapping that is none to this schema.
    if (error instanceof TypeError) throw new WrongUse(error.message, undefined, { cause: error });
    throw error;
  } finally {
    found.close();
  }
  return { code: 0 };
}

async function mappingOf(path: string | undefined, terminal: Terminal): Promise<AuthzenMapping> {
  return path === undefined ? {} : ((await readMap(path, terminal)) as AuthzenMapping);
}

type Snapshot = RuntimeOptions["snapshot"];

/** What the server says of the snapshot, and the fields that the mapping takes from the request. */
function withMapped(said: Snapshot, mapped: readonly string[]): Snapshot {
  if (mapped.length === 0) return said;
  if (typeof said === "function")
    return async (context: AuthzenContext, call) => ({ ...(await said(context, call)), ...context.snapshot });
  const fields = mapped.map((name) => [name, ({ snapshot }: AuthzenContext) => snapshot[name]] as const);
  return { ...said, ...Object.fromEntries(fields) };
}
