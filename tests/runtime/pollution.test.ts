import { afterEach, describe, expect, it, vi } from "vitest";
import { Actra, ActraRuntime, type RuntimeOptions } from "../../src/index.ts";
import { grantFor } from "./fixture.ts";

// `Object.prototype` with a property more, as a careless merge of JSON leaves it: before anything is set up, or only
// when a call is made. Nothing runs that would not have run without it.

const schema = {
  version: 1,
  actions: { pay: { fields: { note: "string?", amount: "number?" } } },
  actor: { fields: { id: "string?" } },
} as const;

const whenAbove = (literal: number) => ({
  subject: { domain: "action", field: "amount" },
  operator: "greater_than",
  value: { literal },
});

const policy = Actra.compile({
  schema,
  policy: {
    version: 1,
    default: "allow",
    rules: [
      { id: "large", scope: { action: "pay" }, effect: "block", when: whenAbove(1000) },
      {
        id: "medium",
        scope: { action: "pay" },
        effect: "require_approval",
        approval: { approvers: ["boss", "bob"] },
        when: whenAbove(100),
      },
      { id: "open", scope: { action: "pay" }, effect: "require_approval", when: whenAbove(50) },
    ],
  },
} as never);

const NAMES = [
  ...["mode", "actor", "snapshot", "observers", "lazySnapshot", "timeoutMs", "clock", "requester"],
  ...["fields", "builder", "context", "passThrough", "approve", "approvalTimeoutMs", "dispose"],
  ...[
    "quorum",
    "approvers",
    "expires_in",
    "approvals",
    "expires_at",
    "granted_at",
    "digest",
    "by",
    "approver",
  ],
  ...["effect", "matched_rule", "missing", "audited", "reason", "default", "resolution", "audit", "optional"],
  ...["type", "amount", "note", "id", "name", "kind", "rule", "reads", "truth", "value", "0", "1", "length"],
];

const VALUES = [true, false, 0, 1, 1e300, "allow", "audit", [], {}, null];

const cases = NAMES.flatMap((name) => VALUES.map((value) => [name, value] as const));

function pollute(name: PropertyKey, value: unknown): void {
  Object.defineProperty(Object.prototype, name, { value, configurable: true, writable: true });
}

class Order {
  amount = 5;
}

type Attempt = readonly [string, RuntimeOptions, unknown[]];

/** None of these runs. */
const attempts: readonly Attempt[] = [
  ["a block", {}, [undefined, 5000]],
  ["a block of an object", {}, [{ amount: 5000 }]],
  ["what needs an approval", {}, [undefined, 500]],
  ["what is no plain data", {}, [new Order()]],
  ["a grant by nobody", { approve: ({ digest }) => grantFor(digest, { approvals: [] }) }, [undefined, 500]],
  [
    "an open grant by nobody",
    { approve: ({ digest }) => grantFor(digest, { approvals: [] }) },
    [undefined, 60],
  ],
  [
    "a grant that does not say by whom",
    { approve: ({ digest }) => grantFor(digest, { approvals: [{ approver: "boss" } as never] }) },
    [undefined, 60],
  ],
  ["half a grant", { approve: ({ digest }) => grantFor(digest) }, [undefined, 500]],
  ["an old grant", { approve: ({ digest }) => grantFor(digest, { granted_at: 5 }) }, [undefined, 60]],
  ["a call by nobody", { actor: () => ({}), approve: ({ digest }) => grantFor(digest) }, [undefined, 60]],
];

function prepare(options: RuntimeOptions, ran: unknown[][]) {
  const runtime = new ActraRuntime(policy, { actor: () => ({ id: "ann" }), ...options });
  return runtime.admit("pay", (...args: unknown[]) => ran.push(args));
}

describe.each(attempts)("%s", (_, options, args) => {
  afterEach(() => {
    for (const name of NAMES) delete (Object.prototype as Record<string, unknown>)[name];
  });

  it("does not run when the prototype was polluted before", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    for (const [name, value] of cases) {
      const ran: unknown[][] = [];
      pollute(name, value);
      await attempt(async () => prepare(options, ran)(...args));
      delete (Object.prototype as Record<string, unknown>)[name];
      expect(ran, `${name}: ${String(JSON.stringify(value))}`).toEqual([]);
    }
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });

  it("does not run when it is polluted for the call", async () => {
    const ran: unknown[][] = [];
    const call = prepare(options, ran);
    for (const [name, value] of cases) {
      pollute(name, value);
      await attempt(() => call(...args));
      delete (Object.prototype as Record<string, unknown>)[name];
      expect(ran, `${name}: ${String(JSON.stringify(value))}`).toEqual([]);
    }
  });
});

/** Stopped in whatever way. */
async function attempt(run: () => Promise<unknown>): Promise<void> {
  await run().catch(() => {});
}

it("takes no argument out of `Array.prototype`", async () => {
  const required = Actra.compile({
    schema: { version: 1, actions: { pay: { fields: { amount: "number" } } } },
    policy: {
      version: 1,
      default: "allow",
      rules: [{ id: "large", scope: { action: "pay" }, effect: "block", when: whenAbove(1000) }],
    },
  } as never);
  const ran: unknown[][] = [];
  const call = new ActraRuntime(required).admit("pay", (...args: unknown[]) => ran.push(args));
  const prototype = Array.prototype as unknown as Record<string, unknown>;
  prototype["0"] = 5;
  const answer = await call().then(
    () => "ran",
    () => "stopped",
  );
  delete prototype["0"];
  expect([answer, ran]).toEqual(["stopped", []]);
});
