import { isObject } from "../machine/settle.ts";
import { isThenable } from "./action.ts";
import { ActraResolverError } from "./policy-error.ts";
import type { ResolverCall } from "./resolver-call.ts";

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

/** One question: the whole domain, or the field of this name. */
interface Question {
  readonly field: string | undefined;
  readonly ask: Ask;
}

export interface Resolving {
  readonly domain: DomainName;
  readonly questions: readonly Question[];
}

/** @throws TypeError when it is neither a function nor an object of functions */
export function resolving(domain: DomainName, resolver: unknown): Resolving | undefined {
  if (resolver === undefined || resolver === null) return undefined;
  if (typeof resolver === "function")
    return { domain, questions: [{ field: undefined, ask: resolver as Ask }] };
  const questions = typeof resolver === "object" ? Object.entries(resolver) : [];
  if (
    Array.isArray(resolver) ||
    questions.some(([, ask]) => typeof ask !== "function") ||
    typeof resolver !== "object"
  )
    throw new TypeError(
      `the ${domain} resolver has to be a function, or an object with a function for each field`,
    );
  return { domain, questions: questions.map(([field, ask]) => ({ field, ask: ask as Ask })) };
}

/** @throws ActraResolverError also for a promise */
export function resolveNow(resolving: Resolving | undefined, context: unknown, call: ResolverCall): unknown {
  return begin(resolving, context, call, (promise, name) => {
    // Nobody waits for it any more, so nobody may be told that it failed.
    Promise.resolve(promise).catch(() => undefined);
    throw new ActraResolverError("RESOLVER_ASYNC", name);
  });
}

/** What the resolver gives, or a promise of it when it gives one. */
export function resolve(resolving: Resolving | undefined, context: unknown, call: ResolverCall): unknown {
  const pending: Promise<unknown>[] = [];
  const values = begin(resolving, context, call, (promise, name) => {
    const settled = Promise.resolve(promise).catch((cause) => {
      throw new ActraResolverError("RESOLVER_FAILED", name, { cause });
    });
    // When another resolver throws at once, nobody waits for this one.
    settled.catch(() => undefined);
    pending.push(settled);
    return settled;
  });
  if (pending.length === 0) return values;
  const later = whenSettled(resolving!, values, pending);
  later.catch(() => undefined);
  return later;
}

async function whenSettled(
  { domain, questions }: Resolving,
  values: unknown,
  pending: Promise<unknown>[],
): Promise<unknown> {
  await Promise.all(pending);
  if (questions[0]!.field === undefined) return objectFrom(await values, domain);
  const fields = values as Record<string, unknown>;
  for (const name of Object.keys(fields)) fields[name] = await fields[name];
  return fields;
}

type OnPromise = (promise: PromiseLike<unknown>, name: string) => unknown;

/** Asks what has to be asked. Promises are replaced by what `onPromise` makes of them. */
function begin(
  resolving: Resolving | undefined,
  context: unknown,
  call: ResolverCall,
  onPromise: OnPromise,
): unknown {
  if (resolving === undefined) return undefined;
  const { domain, questions } = resolving;
  const [first] = questions;
  if (first === undefined) return {};
  if (first.field === undefined) {
    const answer = asked(first.ask, domain, context, call);
    return isPromise(answer, domain) ? onPromise(answer, domain) : objectFrom(answer, domain);
  }
  // Without a prototype, since a field may have any name.
  const fields: Record<string, unknown> = Object.create(null);
  for (const { field, ask } of questions) {
    if (!call.reads(field!)) continue;
    const name = `${domain}.${field}`;
    const answer = asked(ask, name, context, call);
    fields[field!] = isPromise(answer, name) ? onPromise(answer, name) : answer;
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
    if (isObject(answer)) return answer;
  } catch (cause) {
    throw new ActraResolverError("RESOLVER_FAILED", domain, { cause });
  }
  throw new ActraResolverError("RESOLVER_RESULT", domain);
}
