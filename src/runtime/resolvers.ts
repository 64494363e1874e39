import { isObject } from "../machine/settle.ts";
import { isThenable } from "./action.ts";
import type { Call } from "./call.ts";
import { isRecord } from "./copy.ts";
import { ActraResolverError } from "./policy-error.ts";
import { CallView, type ResolverCall } from "./resolver-call.ts";

// Who acts, and how things stand: what the application's resolvers say of one call. Each is asked once at most.

export type DomainName = "actor" | "snapshot";

type MaybePromise<T> = T | PromiseLike<T>;

/** Gives the domain's fields; `null` or `undefined` when there is nothing, so that its fields are missing. */
export type ResolverFunction<Fields = object, Context = never> = (
  context: Context,
  call: ResolverCall,
) => MaybePromise<Partial<Fields> | object | null | undefined>;

/** One function for each field; only those are asked whose field the decision can read. */
export type FieldResolvers<Fields = Record<string, unknown>, Context = never> = {
  readonly [Name in keyof Fields]?: (
    context: Context,
    call: ResolverCall,
  ) => MaybePromise<Fields[Name] | null | undefined>;
};

type Ask = (context: unknown, call: ResolverCall) => unknown;

export interface Resolving {
  readonly domain: DomainName;
  /** Gives the whole domain; absent when there is one for each field. */
  readonly whole: Ask | undefined;
  readonly fields: readonly (readonly [name: string, ask: Ask])[];
}

/** @throws TypeError when it is neither a function nor an object of functions */
export function resolving(domain: DomainName, resolver: unknown): Resolving | undefined {
  if (resolver === undefined || resolver === null) return undefined;
  if (typeof resolver === "function") return { domain, whole: resolver as Ask, fields: [] };
  const fields = typeof resolver === "object" && !Array.isArray(resolver) ? Object.entries(resolver) : [];
  if (
    typeof resolver !== "object" ||
    Array.isArray(resolver) ||
    fields.some(([, ask]) => typeof ask !== "function")
  )
    throw new TypeError(
      `the ${domain} resolver has to be a function, or an object with a function for each field`,
    );
  return { domain, whole: undefined, fields: fields as [string, Ask][] };
}

/** @throws ActraResolverError also for a promise */
export function resolveNow(resolving: Resolving | undefined, call: Call): unknown {
  if (resolving === undefined) return undefined;
  const { domain, whole } = resolving;
  if (whole === undefined) return askFields(resolving, call, refuse);
  const told = new CallView(domain, call);
  const answer = asked(whole, domain, call.context, told);
  return isPromise(answer, domain) ? refuse(answer, domain) : objectFrom(answer, domain);
}

function refuse(promise: PromiseLike<unknown>, name: string): never {
  // Nobody waits for it any more, so nobody may be told that it failed.
  Promise.resolve(promise).catch(() => undefined);
  throw new ActraResolverError("RESOLVER_ASYNC", name);
}

/** What the resolver gives, or a promise of it when it gives one. */
export function resolve(resolving: Resolving | undefined, call: Call): unknown {
  if (resolving === undefined) return undefined;
  const { domain, whole } = resolving;
  if (whole === undefined) return resolveFields(resolving, call);
  const told = new CallView(domain, call);
  const answer = asked(whole, domain, call.context, told);
  if (!isPromise(answer, domain)) return objectFrom(answer, domain);
  return watched(wholeLater(answer, domain));
}

async function wholeLater(answer: PromiseLike<unknown>, domain: DomainName): Promise<unknown> {
  return objectFrom(await settled(answer, domain), domain);
}

async function settled(answer: PromiseLike<unknown>, name: string): Promise<unknown> {
  try {
    return await answer;
  } catch (cause) {
    throw new ActraResolverError("RESOLVER_FAILED", name, { cause });
  }
}

/** When another resolver throws at once, nobody waits for this promise. */
function watched(promise: Promise<unknown>): Promise<unknown> {
  promise.catch(() => undefined);
  return promise;
}

function resolveFields(resolving: Resolving, call: Call): unknown {
  const pending: Promise<unknown>[] = [];
  const fields = askFields(resolving, call, (promise, name) => {
    const value = watched(settled(promise, name));
    pending.push(value);
    return value;
  });
  return pending.length === 0 ? fields : watched(fieldsLater(fields, pending));
}

async function fieldsLater(fields: Record<string, unknown>, pending: readonly unknown[]): Promise<unknown> {
  await Promise.all(pending);
  for (const name of Object.keys(fields)) fields[name] = await fields[name];
  return fields;
}

type OnPromise = (promise: PromiseLike<unknown>, name: string) => unknown;

/** Asks for each field that the decision can read. Promises are replaced by what `onPromise` makes of them. */
function askFields(
  { domain, fields: questions }: Resolving,
  call: Call,
  onPromise: OnPromise,
): Record<string, unknown> {
  // Without a prototype, since a field may have any name.
  const fields: Record<string, unknown> = Object.create(null);
  // No field's resolver may change what another is told.
  const told = Object.freeze(new CallView(domain, call));
  const read = call.form.reads[domain];
  for (const [field, ask] of questions) {
    if (!read.some(({ name }) => name === field)) continue;
    const name = `${domain}.${field}`;
    const answer = asked(ask, name, call.context, told);
    fields[field] = isPromise(answer, name) ? onPromise(answer, name) : answer;
  }
  return fields;
}

function asked(ask: Ask, name: string, context: unknown, call: ResolverCall): unknown {
  try {
    return ask(context, call);
  } catch (cause) {
    throw new ActraResolverError("RESOLVER_FAILED", name, { cause });
  }
}

function isPromise(answer: unknown, name: string): answer is PromiseLike<unknown> {
  try {
    return isThenable(answer);
  } catch (cause) {
    throw new ActraResolverError("RESOLVER_FAILED", name, { cause });
  }
}

function objectFrom(answer: unknown, domain: DomainName): unknown {
  if (answer === undefined || answer === null) return undefined;
  try {
    if (isRecord(answer) || isObject(answer)) return answer;
  } catch (cause) {
    throw new ActraResolverError("RESOLVER_FAILED", domain, { cause });
  }
  throw new ActraResolverError("RESOLVER_RESULT", domain);
}
