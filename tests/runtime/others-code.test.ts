// Goes to tests/runtime/reported.test.ts once src/runtime/{guard,events,resolver-call}.ts are mended.
/** What the application itself brings into a call, and what it may do there: resolvers, observers, approvers. */
import { expect, it, vi } from "vitest";
import { Actra, ActraRuntime } from "../../src/index.ts";
import { failureOf, grantFor, guarded, policy, rules, runtimeWith, schema } from "./fixture.ts";

it("a resolver that writes into its context changes nothing of what the function gets", async () => {
  const { call, ran } = guarded(
    { snapshot: async (ctx: { amount: number }) => Object.assign(ctx, { amount: 5000 }) && { fraud: false } },
    { context: (argument: object) => argument },
  );
  await call({ amount: 5 });
  expect(ran).toEqual([[{ amount: 5 }]]);
});

it.each([
  ["one object", [{ amount: 500, account: "X" }]],
  ["positions", [500, "X"]],
])(
  "an approval under a policy with another schema is decided on all fields of the new one: %s",
  async (_, args) => {
    const when = {
      subject: { domain: "action", field: "account" },
      operator: "equals",
      value: { literal: "X" },
    };
    const account = {
      subject: { domain: "action", field: "account" },
      operator: "exists",
      value: { literal: true },
    };
    const next = Actra.compile({
      schema: {
        version: 1,
        actions: { refund: { fields: { amount: "number", account: "string?" } } },
        actor: { fields: { id: "string?", role: "string" } },
      },
      policy: {
        version: 1,
        default: "allow",
        rules: [
          { id: "frozen", scope: { action: "refund" }, effect: "block", when: { all: [account, when] } },
        ],
      },
    } as never);
    const { runtime, call, ran } = guarded({
      approve: ({ digest }) => {
        runtime.replacePolicy(next);
        return grantFor(digest);
      },
    });
    expect(await failureOf(call(...args))).toMatchObject({ matchedRule: "frozen" });
    expect(ran).toEqual([]);
  },
);

it("a policy that is replaced while arguments are read is kept for that call", async () => {
  const old = Actra.compile({ schema, policy: rules });
  const runtime = new ActraRuntime(old, { actor: () => ({ role: "x" }), snapshot: () => ({ fraud: false }) });
  const call = runtime.admit("refund", (_: { amount: number }) => "ran");
  const argument = {
    get amount() {
      runtime.replacePolicy(policy, { dispose: true });
      return 5;
    },
  };
  expect(await call(argument)).toBe("ran");
});

it("whoever reports failures of observers may fail later, too", async () => {
  const unhandled = vi.fn();
  process.on("unhandledRejection", unhandled);
  const fails = async () => {
    throw new Error("x");
  };
  const { call } = guarded({ observers: [fails], onObserverError: fails });
  await call(5);
  await new Promise((done) => setTimeout(done, 10));
  process.off("unhandledRejection", unhandled);
  expect(unhandled).not.toHaveBeenCalled();
});

it("a builder or an approver that somebody has put into `Object.prototype` is nobody's", async () => {
  const { call, ran } = guarded();
  const added = {
    builder: () => ({ amount: 5 }),
    approve: ({ digest }: { digest: string }) => grantFor(digest),
  };
  for (const [name, value] of Object.entries(added)) {
    Object.defineProperty(Object.prototype, name, { value, configurable: true });
    await call(5000).catch(() => {});
    await call(500).catch(() => {});
    delete (Object.prototype as Record<string, unknown>)[name];
  }
  expect(ran).toEqual([]);
});

it("one field's resolver cannot keep another from being asked", () => {
  const asked: string[] = [];
  const { runtime } = runtimeWith({
    actor: { role: () => "x" },
    snapshot: {
      other: () => undefined,
      fraud: (_: unknown, call: object) => {
        for (const name of ["reads", "needs", "action"])
          expect(Reflect.defineProperty(call, name, { value: () => false })).toBe(false);
        asked.push("fraud");
        return false;
      },
    } as never,
  });
  expect(runtime.allow("refund", { amount: 5 })).toBe(true);
  expect(asked).toEqual(["fraud"]);
});
