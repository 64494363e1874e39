/** What every web framework is tried with: one policy, the same routes, and a handler that tells what it was given. */
import { Actra, ActraRuntime, type DecisionEvent, type RuntimeOptions } from "actra";

const schema = `
version: 1
actions:
  refund:
    fields:
      order: integer
      amount: number
      currency: { type: string, enum: [USD, EUR] }
      tenant: string?
      card: { type: string, sensitive: true, optional: true }
      customer: { optional: true, fields: { country: string, vip: boolean? } }
  search:
    fields: { limit: integer?, deep: boolean?, tags: "string[]?", prices: "number[]?", since: datetime? }
  subscribe:
    fields: { months: integer, renew: boolean }
  restart: { fields: {} }
  log: { fields: { text: string } }
actor: { fields: { id: string, role: string } }
snapshot: { fields: { fraud: boolean } }
`;

const policy = Actra.compile({
  schema,
  policy: `
version: 1
default: allow
rules:
  - { id: large, scope: { action: refund }, when: action.amount > 1000, effect: block, reason: Refunds above 1000 are never automatic }
  - { id: medium, scope: { action: refund }, when: action.amount > 100, effect: require_approval, approval: { approvers: [boss] } }
  - { id: abroad, scope: { action: refund }, when: 'has(action.customer.country) && action.customer.country == "XX"', effect: block }
  - { id: tenant, scope: { action: refund }, when: 'has(action.tenant) && action.tenant == "evil"', effect: block }
  - { id: card, scope: { action: refund }, when: 'has(action.card) && action.card == "s3cr3t"', effect: block }
  - { id: wide, scope: { action: search }, when: 'has(action.limit) && action.limit > 100', effect: block }
  - { id: tagged, scope: { action: search }, when: 'has(action.tags) && "secret" in action.tags', effect: block }
  - { id: long, scope: { action: subscribe }, when: action.months > 12, effect: block }
  - { id: fraud, scope: { global: true }, when: snapshot.fraud, effect: block }
  - { id: guests, scope: { actions: [restart, log] }, when: 'actor.role != "staff"', effect: block }
`,
});

/** The headers that the resolvers look at, wherever the framework keeps them. */
export type Header = (name: string) => string | undefined;

/** A route, as all of the frameworks take it. */
export const routes = {
  refund: {
    method: "post",
    path: "/refunds/:order",
    route: {
      action: "refund",
      fields: {
        order: "params.order",
        amount: "body.amount",
        currency: "query.currency",
        tenant: "headers.X-Tenant",
        card: "body.card",
        customer: { country: "body.customer.country", vip: "query.vip" },
      },
    },
  },
  accepted: {
    method: "post",
    path: "/accepted/:order",
    route: {
      action: "refund",
      fields: { order: "params.order", amount: "body.amount", currency: "query.currency" },
      approvalStatus: 202,
      onApproval: ({ digest }: { digest: string }) => {
        digests.push(digest);
        return `/approvals/${digests.length}`;
      },
    },
  },
  search: { method: "get", path: "/search", route: { action: "search", fields: "query" } },
  subscribe: { method: "post", path: "/subscriptions", route: { action: "subscribe", fields: "form" } },
  restart: { method: "post", path: "/restart", route: { action: "restart" } },
  whole: {
    method: "post",
    path: "/whole",
    route: { action: "refund", fields: "body" },
  },
} as const;

export type RouteName = keyof typeof routes;

/** Of requests that waited for an approval. */
export const digests: string[] = [];

export interface Site {
  // biome-ignore lint/suspicious/noExplicitAny: each framework has a request of its own
  readonly runtime: ActraRuntime<any, any>;
  readonly events: DecisionEvent[];
  /** What a handler does with the fields that it was given. */
  readonly handle: (name: RouteName, fields: object | undefined) => Promise<object>;
  /** How often one ran. */
  readonly ran: () => number;
}

export function makeSite<Context>(
  headersOf: (context: Context) => Header,
  options: RuntimeOptions = {},
): Site {
  const events: DecisionEvent[] = [];
  let count = 0;
  const runtime = new ActraRuntime(policy, {
    actor: async (context: Context) => {
      const header = headersOf(context);
      await pause(Number(header("x-delay") ?? 0));
      if (header("x-fail") === "actor") throw new Error("the password is hunter2");
      if (header("x-fail") === "bad actor") return { id: "ann", role: 7 };
      return { id: header("x-user") ?? "ann", role: header("x-role") ?? "staff" };
    },
    snapshot: (context: Context) => ({ fraud: headersOf(context)("x-fraud") === "1" }),
    observers: [(event) => events.push(event)],
    ...options,
  });
  const log = runtime.admit("log", async (text: string) => text);
  const handle = async (name: RouteName, fields: object | undefined) => {
    count++;
    await pause(1);
    await log(name);
    const { actor } = events.findLast(({ action }) => action.type === "log")!.context;
    return { name, fields, actor };
  };
  return { runtime, events, handle, ran: () => count };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
