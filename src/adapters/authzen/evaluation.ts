// The information model of the OpenID AuthZEN Authorization API 1.0: who (subject) does what (action) to what (resource), and
// what else there is to say (context).

export type Members = Readonly<Record<string, unknown>>;

export interface Evaluation {
  readonly subject: { readonly type: string; readonly id: string; readonly properties: Members };
  readonly action: { readonly name: string; readonly properties: Members };
  readonly resource: { readonly type: string; readonly id: string; readonly properties: Members };
  readonly context: Members;
}

/** What is wrong with a request, in words for whoever sent it. */
export class BadRequest extends Error {}

/**
 * @param defaults of a request with many evaluations: what one of them leaves out
 * @throws BadRequest
 */
export function readEvaluation(data: unknown, defaults: Members = {}): Evaluation {
  if (!isMembers(data)) throw new BadRequest("an evaluation has to be an object");
  const subject = entity("subject", ["type", "id"], data, defaults);
  const action = entity("action", ["name"], data, defaults);
  const resource = entity("resource", ["type", "id"], data, defaults);
  const context = own(data, "context") ?? own(defaults, "context") ?? {};
  if (!isMembers(context)) throw new BadRequest("`context` has to be an object");
  return { subject, action, resource, context } as unknown as Evaluation;
}

/** One's own as a whole; only what it has to have, and has not, comes from the default. */
function entity(key: string, names: readonly string[], data: Members, defaults: Members): Members {
  const fallback = own(defaults, key);
  const given = own(data, key) ?? fallback;
  if (given === undefined) throw new BadRequest(`\`${key}\` is missing`);
  if (!isMembers(given)) throw new BadRequest(`\`${key}\` has to be an object`);
  const texts = names.map((name) => {
    const value = own(given, name) ?? (isMembers(fallback) ? own(fallback, name) : undefined);
    if (value === undefined) throw new BadRequest(`\`${key}.${name}\` is missing`);
    if (typeof value !== "string") throw new BadRequest(`\`${key}.${name}\` has to be text`);
    return [name, value] as const;
  });
  const properties = own(given, "properties") ?? {};
  if (!isMembers(properties)) throw new BadRequest(`\`${key}.properties\` has to be an object`);
  return { ...Object.fromEntries(texts), properties };
}

/** What to do with many: all of them, or no more after the first that is denied or permitted. */
const SEMANTICS = {
  execute_all: undefined,
  deny_on_first_deny: false,
  permit_on_first_permit: true,
} as const;

/** The decision after which no other is taken. @throws BadRequest */
export function lastDecision(data: Members): boolean | undefined {
  const options = own(data, "options") ?? {};
  if (!isMembers(options)) throw new BadRequest("`options` has to be an object");
  const semantic = own(options, "evaluations_semantic") ?? "execute_all";
  if (typeof semantic !== "string" || !Object.hasOwn(SEMANTICS, semantic))
    throw new BadRequest(
      `\`options.evaluations_semantic\` has to be one of ${Object.keys(SEMANTICS).join(", ")}`,
    );
  return SEMANTICS[semantic as keyof typeof SEMANTICS];
}

export function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What somebody has put into `Object.prototype` is in no request. */
export function own(members: Members, name: string): unknown {
  return Object.hasOwn(members, name) ? members[name] : undefined;
}
