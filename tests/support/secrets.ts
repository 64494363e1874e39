/** A policy on sensitive fields of every type, values for them that are good and bad, and where traces of them turn up. */
import { inspect } from "node:util";
import { Actra } from "../../src/index.ts";

/** The values below as text, and as what they may turn into on their way through the engine. */
const TRACES = ["S3CR3T", "411111", "2041", "2267", "10.41.11.11", "0a290b0b"];

const atoms: Readonly<Record<string, string>> = {
  card: "{ subject: { domain: action, field: card }, operator: starts_with, value: { literal: S3CR3T-card } }",
  plan: "{ subject: { domain: action, field: plan }, operator: in, value: { literal: [gold-plan] } }",
  pin: "{ subject: { domain: action, field: pin }, operator: between, value: { literal: [411111, 4111112] } }",
  sum: "{ subject: { domain: action, field: sum }, operator: less_than, value: { subject: { domain: action, field: pin } } }",
  ok: "{ subject: { domain: action, field: ok }, operator: equals, value: { literal: true } }",
  born: "{ subject: { domain: action, field: born }, operator: greater_than, value: { literal: 2041-01-01T00:00:00Z } }",
  from: "{ subject: { domain: action, field: from }, operator: in_cidr, value: { literal: 10.41.11.0/24 } }",
  keys: "{ subject: { domain: action, field: keys }, operator: contains, value: { subject: { domain: action, field: card } } }",
  days: "{ subject: { domain: action, field: days }, operator: contains, value: { literal: 2041-11-11T00:00:00Z } }",
  nested:
    "{ subject: { domain: action, field: nested.key }, operator: equals, value: { subject: { domain: action, field: note } } }",
  note: "{ subject: { domain: action, field: note }, operator: equals, value: { subject: { domain: action, field: card } } }",
};

const rules = Object.entries(atoms).map(
  ([id, when]) => `  - { id: ${id}, scope: { action: pay }, effect: block, when: ${when} }`,
);

const token =
  "{ subject: { domain: actor, field: token }, operator: equals, value: { literal: S3CR3T-token } }";

export const secrets = Actra.compile({
  schema: `
version: 1
actions:
  pay:
    fields:
      card: { type: string, sensitive: true, max_length: 20 }
      plan: { type: string, sensitive: true, enum: [free, gold-plan] }
      pin: { type: integer, sensitive: true, maximum: 999999999 }
      sum: { type: number, sensitive: true, minimum: -10 }
      ok: { type: boolean, sensitive: true }
      born: { type: datetime, sensitive: true, maximum: 2042-01-01T00:00:00Z }
      from: { type: ip, sensitive: true }
      keys: { type: "string[]", sensitive: true, max_length: 20 }
      days: { type: "datetime[]", sensitive: true }
      nested: { fields: { key: { type: string, sensitive: true } } }
      note: string
actor: { fields: { token: { type: string, sensitive: true } } }
`,
  policy: `version: 1\nrules:\n${rules.join("\n")}
  - { id: trial, mode: audit, scope: { action: pay }, effect: block, when: ${token} }`,
});

const good = {
  card: "S3CR3T-card 4111111",
  plan: "gold-plan",
  pin: 4111111,
  sum: 4111110.5,
  ok: true,
  born: "2041-11-11T00:00:00Z",
  from: "10.41.11.11",
  keys: ["S3CR3T-card 4111111"],
  days: [new Date("2041-11-11")],
  nested: { key: "S3CR3T-nested" },
  note: "harmless",
};

/** Matches every rule but `nested` and `note`. */
export function pay(changes: Record<string, unknown> = {}) {
  return { action: { type: "pay", ...good, ...changes }, actor: { token: "S3CR3T-token" } };
}

/** What is not of the type, the enum or the range, by field. */
export const badSecrets: Readonly<Record<string, readonly unknown[]>> = {
  card: [
    4111111,
    4111111n,
    "S3CR3T".repeat(10),
    "S3CR3T\ud800",
    ["S3CR3T"],
    { S3CR3T: 1 },
    Symbol("S3CR3T"),
    labelled(),
  ],
  plan: ["S3CR3T", 411111, new String("S3CR3T")],
  pin: ["4111111", 4111111111, 4111111.5, 4111111111111111111n, "S3CR3T", new Number(4111111)],
  sum: ["4111111", -4111111, 4111111n, "S3CR3T"],
  ok: ["S3CR3T", 411111],
  born: ["2041-11-11", "2041-13-11T00:00:00Z", 2267740800000, new Date("2043-01-01"), "S3CR3T"],
  from: ["10.41.11.11/8", "10.41.11.11.1", 0x0a290b0b, "S3CR3T"],
  keys: [
    "S3CR3T",
    ["ok", 4111111],
    ["S3CR3T".repeat(5)],
    ["S3CR3T\udfff"],
    new Set(["S3CR3T"]),
    throwingItem(),
    throwingLength(),
  ],
  days: [["2041-11-11"], [2267740800000], new Date("2041-11-11"), ["S3CR3T"]],
};

/** In place of the object that holds one. */
export const badHolders: readonly unknown[] = [
  { key: 4111111 },
  { key: ["S3CR3T"] },
  Object.defineProperty({}, "key", { get: throwSecret }),
  "S3CR3T",
  4111111,
  4111111n,
  ["S3CR3T"],
  new String("S3CR3T"),
  new Map([["key", "S3CR3T"]]),
];

function labelled(): object {
  return {
    get [Symbol.toStringTag]() {
      return "S3CR3T";
    },
  };
}

export function throwSecret(): never {
  throw new Error("S3CR3T");
}

function throwingItem(): unknown {
  return Object.defineProperty(["a"], 0, { get: throwSecret });
}

function throwingLength(): unknown {
  return new Proxy([], { get: throwSecret });
}

/** The traces of secrets in a value, however deep or hidden, and in its text. */
export function tracesIn(value: unknown): string[] {
  const seen = inspect(value, { depth: null, showHidden: true, getters: true });
  const text = [seen, String(value), JSON.stringify(value), (value as Error).stack ?? ""].join("\n");
  return TRACES.filter((trace) => text.includes(trace));
}
