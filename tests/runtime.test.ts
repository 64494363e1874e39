// biome-ignore-all lint/suspicious/noExplicitAny: errors are looked at as a caller without types would
// biome-ignore-all lint/suspicious/noSparseArray: a hole is what is tested
// biome-ignore-all lint/complexity/noCommaOperator: short resolvers that take notes
// biome-ignore-all lint/suspicious/noAssignInExpressions: the same
import { describe, expect, it, vi } from "vitest";
import {
  Actra,
  ActraApprovalRequiredError,
  ActraError,
  ActraInputError,
  ActraPolicyError,
  ActraResolverError,
  ActraRuntime,
  type DecisionEvent,
  type Grant,
  type RuntimeOptions,
} from "../src/index.ts";

// Nothing runs before it is decided, and what runs is what was decided: the ways past `admit`, each closed.

const schema = `
version: 1
actions:
  refund:
    fields:
      type: string
      amount: number
      note: string?
      customer: { optional: true, fields: { country: string, card: { type: string, sensitive: true, optional: true } } }
      tags: string[]?
  restart: { fields: {} }
actor: { fields: { id: string?, role: string } }
snapshot: { fields: { fraud: boolean } }
`;

const atom = (domain: string, field: string, operator: string, literal: unknown) =>
  `{ subject: { domain: ${domain}, field: ${field} }, operator: ${operator}, value: { literal: ${literal} } }`;

const rules = `
version: 1
rules:
  - { id: large, scope: { action: refund }, effect: block, when: ${atom("action", "amount", "greater_than", 1000)} }
  - id: medium
    scope: { action: refund }
    effect: require_approval
    approval: { approvers: [boss, bob] , quorum: 1 }
    when: ${atom("action", "amount", "greater_than", 100)}
  - id: abroad
    scope: { action: refund }
    effect: block
    when: { all: [{ subject: { domain: action, field: customer.country }, operator: exists, value: { literal: true } },
      ${atom("action", "customer.country", "equals", "XX")}] }
  - { id: fraud, scope: { global: true }, effect: block, when: ${atom("snapshot", "fraud", "equals", true)} }
`;

const policy = Actra.compile({ schema, policy: rules });
const actor = () => ({ id: "ann", role: "support" });
const snapshot = () => ({ fraud: false });

function runtimeWith(options: RuntimeOptions = {}) {
  const events: DecisionEvent[] = [];
  const runtime = new ActraRuntime(policy, {
    actor,
    snapshot,
    observers: [(event) => events.push(event)],
    ...options,
  });
  return { runtime, events };
}

/** A guarded function that keeps what it was called with. */
function guarded(options: RuntimeOptions = {}, admitOptions = {}) {
  const ran: unknown[][] = [];
  const run = (...args: unknown[]) => {
    ran.push(args);
    return "done";
  };
  const { runtime, events } = runtimeWith(options);
  return { runtime, events, ran, run, call: runtime.admit("refund", run, admitOptions) };
}

function attemptError(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return expect.fail("nothing was thrown");
}

async function failureOf(promise: Promise<unknown>): Promise<any> {
  return promise.then(
    (value) => expect.fail(`ran, and gave ${String(value)}`),
    (error) => error,
  );
}

describe("a guarded function", () => {
  it("runs where the policy allows it, with its own result, `this` and parameters", async () => {
    const { runtime } = runtimeWith();
    const account = {
      factor: 2,
      refund: runtime.admit("refund", function (this: { factor: number }, amount: number, note = "none") {
        return `${this.factor * amount} ${note}`;
      }),
    };
    expect(await account.refund(50)).toBe("100 none");
    expect(account.refund.length).toBe(1);
  });

  it("does not run where it is blocked", async () => {
    const { call, ran } = guarded();
    const error = await failureOf(call(2000));
    expect(error).toBeInstanceOf(ActraPolicyError);
    expect(error).toMatchObject({
      code: "ACTION_BLOCKED",
      matchedRule: "large",
      message: "Action blocked (rule: large)",
    });
    expect(error.action).toEqual({ type: "refund", amount: 2000 });
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({
      matched_rule: "large",
      decision: { effect: "block" },
    });
    expect(ran).toEqual([]);
  });

  it("rejects an action that the policy does not have, when it is wrapped", () => {
    const { runtime, run } = guarded();
    for (const name of ["refnud", "__proto__", "constructor", ""])
      expect(attemptError(() => runtime.admit(name, run))).toBeInstanceOf(ActraInputError);
    expect(attemptError(() => runtime.admit("refund", run, { fields: ["amuont"] }))).toMatchObject({
      message: expect.stringContaining("did you mean `amount`?"),
    });
    expect(attemptError(() => runtime.admit("refund", run, { feilds: ["amount"] } as object))).toBeInstanceOf(
      TypeError,
    );
  });

  it("is no constructor", () => {
    const { call } = guarded();
    expect(() => new (call as unknown as new () => object)()).toThrow(TypeError);
  });

  it.each([
    ["call", (call: any, amount: number) => call.call({}, amount)],
    ["apply", (call: any, amount: number) => call.apply(undefined, [amount])],
    ["bind", (call: any, amount: number) => call.bind(null, amount)()],
    ["Reflect.apply", (call: any, amount: number) => Reflect.apply(call, null, [amount])],
  ])("is decided by way of %s too", async (_, run) => {
    const { call, ran } = guarded();
    await run(call, 5);
    expect(await failureOf(run(call, 5000))).toBeInstanceOf(ActraPolicyError);
    expect(ran).toEqual([[5]]);
  });

  it("decides once for a generator, at the call", async () => {
    const { runtime, events } = runtimeWith();
    const count = runtime.admit("refund", function* (amount: number) {
      yield amount;
      yield amount + 1;
    });
    expect([...(await count(1))]).toEqual([1, 2]);
    expect(events.filter(({ outcome }) => outcome === undefined)).toHaveLength(1);
    expect(await failureOf(count(5000))).toBeInstanceOf(ActraPolicyError);
  });
});

describe("arguments", () => {
  it.each([
    ["type in an object", [{ type: "restart", amount: 5000 }], "large"],
    ["an object without a prototype", [Object.assign(Object.create(null), { amount: 5000 })], "large"],
    ["a Proxy", [new Proxy({ amount: 5000 }, {})], "large"],
    ["nothing at all", [], "large"],
    ["undefined", [undefined], "large"],
    ["null", [null], "large"],
    ["an empty object", [{}], "large"],
    ["an object that inherits the field", [Object.create({ amount: 5 })], undefined],
    ["too many", [5, "note", undefined, undefined, 6], undefined],
    ["a text", ["5"], undefined],
    ["NaN", [Number.NaN], undefined],
    [
      "a class instance",
      [
        new (class {
          amount = 5;
        })(),
      ],
      undefined,
    ],
    ["a promise", [Promise.resolve({ amount: 5 })], undefined],
    [
      "an object within a class instance",
      [
        {
          amount: 5,
          customer: new (class {
            country = "DE";
          })(),
        },
      ],
      undefined,
    ],
    [
      "a getter that throws",
      [
        {
          get amount() {
            throw new Error("secret");
          },
        },
      ],
      undefined,
    ],
  ])("%s do not get past", async (_, args, rule) => {
    const { call, ran } = guarded();
    const error = await failureOf(call(...(args as unknown[])));
    if (rule === undefined) expect(error).toBeInstanceOf(ActraInputError);
    else expect(error).toMatchObject({ matchedRule: rule });
    expect(ran).toEqual([]);
  });

  it("are copied: what was decided on is what runs", async () => {
    let resolve = () => {};
    const waiting = new Promise<void>((done) => {
      resolve = done;
    });
    const { call, ran } = guarded({ snapshot: async () => (await waiting, { fraud: false }) });
    const argument = { amount: 5, customer: { country: "DE" }, tags: ["a"] };
    const pending = call(argument);
    argument.amount = 5000;
    argument.customer.country = "XX";
    argument.tags.push("b");
    resolve();
    await pending;
    expect(ran).toEqual([[{ amount: 5, customer: { country: "DE" }, tags: ["a"] }]]);
  });

  it("with a getter that changes its answer are read once", async () => {
    const { call, ran } = guarded();
    let amount = 5;
    await call({
      get amount() {
        return (amount *= 1000) / 1000;
      },
    });
    expect(ran).toEqual([[{ amount: 5 }]]);
  });

  it("keep their cycles, dates, holes and what is no data", async () => {
    const { call, ran } = guarded({}, { fields: ["amount"] });
    const cycle: Record<string, unknown> = { when: new Date(5), list: [1, , 3], map: new Map() };
    cycle.self = cycle;
    await call(5, cycle);
    const copy = ran[0]![1] as typeof cycle;
    expect(copy).not.toBe(cycle);
    expect(copy.self).toBe(copy);
    expect(copy.when).toEqual(new Date(5));
    expect(copy.when).not.toBe(cycle.when);
    expect(1 in (copy.list as object)).toBe(false);
    expect(copy.map).toBe(cycle.map);
  });

  it("too deep or too long to copy are an error or a copy, never a crash", async () => {
    const { call } = guarded({}, { fields: ["amount"] });
    let deep: object = {};
    for (let i = 0; i < 100_000; i++) deep = { deep };
    expect(await failureOf(call(5, deep))).toBeInstanceOf(ActraInputError);
    expect(await call(5, new Array(4_000_000_000))).toBe("done");
  });

  it("of a class instance may pass through where that was asked for", async () => {
    const { call, ran } = guarded({}, { passThrough: true });
    const instance = new (class {
      amount = 5;
    })();
    await call(instance);
    expect(ran[0]![0]).toBe(instance);
  });
});

describe("a builder", () => {
  it("makes the fields, and cannot make the type", async () => {
    const { call, ran, events } = guarded(
      {},
      { builder: (_: string, kwargs: any) => ({ type: "restart", amount: kwargs.amount * 2 }) },
    );
    await call(50);
    expect(ran).toEqual([[50]]);
    expect(events[0]!.action).toEqual({ type: "refund", amount: 100 });
    expect(await failureOf(call(600))).toMatchObject({ matchedRule: "large" });
  });

  it.each([
    [
      "throws",
      () => {
        throw new Error("x");
      },
    ],
    ["gives a promise", async () => ({ amount: 5 })],
    ["gives nothing", () => undefined],
    ["gives a list", () => [5]],
  ])("that %s stops the call", async (_, builder) => {
    const { call, ran } = guarded({}, { builder });
    expect(await failureOf(call(5))).toMatchObject({ code: "BUILDER_FAILED" });
    expect(ran).toEqual([]);
  });

  it("cannot change what the function gets", async () => {
    const { call, ran } = guarded(
      {},
      {
        builder: (_: string, kwargs: any) => {
          kwargs.amount = 5;
          kwargs.customer.country = "XX";
          return { amount: 5 };
        },
      },
    );
    await call({ amount: 7, customer: { country: "DE" } });
    expect(ran).toEqual([[{ amount: 7, customer: { country: "DE" } }]]);
  });
});

describe("resolvers", () => {
  it.each([
    [
      "throws",
      () => {
        throw new Error("x");
      },
      "RESOLVER_FAILED",
    ],
    [
      "rejects",
      async () => {
        throw new Error("x");
      },
      "RESOLVER_FAILED",
    ],
    ["gives a list", () => [], "RESOLVER_RESULT"],
    ["gives a text", async () => "fraud", "RESOLVER_RESULT"],
    ["never answers", () => new Promise<never>(() => {}), "RESOLVER_TIMEOUT"],
  ])("one that %s stops the call", async (_, resolver, code) => {
    const { call, ran, events } = guarded({ snapshot: resolver as () => object, timeoutMs: 20 });
    const error = await failureOf(call(5));
    expect(error).toBeInstanceOf(ActraResolverError);
    expect(error).toMatchObject({ code, resolver: "snapshot" });
    expect(ran).toEqual([]);
    expect(events).toMatchObject([{ error: { code }, mode: "admit" }]);
  });

  it("that give nothing leave their fields missing", async () => {
    const { call } = guarded({ snapshot: () => null });
    expect(await failureOf(call(5))).toMatchObject({
      matchedRule: "fraud",
      decision: { missing: ["snapshot.fraud"] },
    });
  });

  it("that are asynchronous are an error in synchronous calls", () => {
    const { runtime } = runtimeWith({ snapshot: async () => ({ fraud: false }) });
    const run = vi.fn();
    expect(attemptError(() => runtime.admitSync("refund", run)(5))).toMatchObject({ code: "RESOLVER_ASYNC" });
    expect(attemptError(() => runtime.allow("refund", { amount: 5 }))).toMatchObject({
      code: "RESOLVER_ASYNC",
    });
    expect(run).not.toHaveBeenCalled();
  });

  it("by field are asked once, and only for what the decision can read", async () => {
    const asked: string[] = [];
    const note = (name: string, value: unknown) => () => (asked.push(name), value);
    const { call } = guarded({
      actor: { id: note("id", "ann"), role: note("role", "x") },
      snapshot: { fraud: note("fraud", false) },
    });
    await call(5);
    expect(asked).toEqual(["fraud"]);
  });

  it("are told of the call, and cannot change it", async () => {
    const { call, ran } = guarded({
      snapshot: (_: unknown, told: any) => {
        expect(told.needs).toEqual(["fraud"]);
        expect(told.signal).toBeInstanceOf(AbortSignal);
        expect(() => {
          told.action.amount = 1;
        }).toThrow(TypeError);
        expect(() => {
          told.action.customer.country = "DE";
        }).toThrow(TypeError);
        return { fraud: false };
      },
    });
    expect(await failureOf(call({ amount: 5, customer: { country: "XX" } }))).toMatchObject({
      matchedRule: "abroad",
    });
    expect(ran).toEqual([]);
  });

  it("hear that nobody waits for them any more", async () => {
    let signal: AbortSignal | undefined;
    const { call } = guarded({
      timeoutMs: 10,
      snapshot: (_: unknown, told: any) => ((signal = told.signal), new Promise<never>(() => {})),
    });
    await failureOf(call(5));
    expect(signal?.aborted).toBe(true);
  });

  it("of a snapshot that cannot matter are not asked", async () => {
    const ask = vi.fn(snapshot);
    const { call } = guarded({ snapshot: ask, lazySnapshot: true });
    expect(await failureOf(call(5000))).toMatchObject({ matchedRule: "large" });
    expect(ask).not.toHaveBeenCalled();
    await call(5);
    expect(ask).toHaveBeenCalledTimes(1);
  });
});

describe("the context", () => {
  const roles: unknown[] = [];
  const options = { actor: (ctx: any) => (roles.push(ctx), { role: "x" }) };

  it("is `this`, or what `context` says, or that of `run`", async () => {
    roles.length = 0;
    const { call } = guarded(options);
    await call.call("mine", 5);
    await guarded(options, { context: (amount: number) => `of ${amount}` }).call(5);
    const { runtime, run } = guarded(options);
    const inside = runtime.admit("refund", run);
    await runtime.run("run", () => inside.call("mine", 5));
    expect(roles).toEqual(["mine", "of 5", "run"]);
  });

  it("is the one that is given, where one is given", async () => {
    roles.length = 0;
    const { runtime } = runtimeWith(options);
    runtime.run("run", () => {
      runtime.evaluate({ type: "refund", amount: 5 }, "given");
      runtime.check("refund", { amount: 5 }, "given");
      runtime.allow("refund", { amount: 5 });
    });
    expect(roles).toEqual(["given", "given", "run"]);
  });

  it("is never that of a request beside it", async () => {
    const seen: [unknown, unknown][] = [];
    const { runtime } = runtimeWith({ actor: async (ctx: any) => ({ role: String(ctx) }) });
    runtime.addDecisionObserver(({ action, context }) => seen.push([action.amount, context.actor.role]));
    const call = runtime.admit("refund", async (amount: number) => amount);
    const request = (i: number) =>
      runtime.run(i, async () => {
        await new Promise((done) => setTimeout(done, (i * 7) % 5));
        await call(i);
      });
    await Promise.all(Array.from({ length: 50 }, (_, i) => request(i)));
    expect(seen).toHaveLength(100);
    for (const [amount, role] of seen) expect(role).toBe(String(amount));
  });
});

describe("an audit", () => {
  it("runs the function whatever happens, on what it was given", async () => {
    const { runtime, events } = runtimeWith();
    const argument = { amount: 5000 };
    expect(await runtime.audit("refund", (given: object) => given)(argument)).toBe(argument);
    expect(events).toMatchObject([
      { decision: { effect: "block" }, mode: "audit" },
      { outcome: { ended: "returned" } },
    ]);
    const failing = runtimeWith({
      actor: () => {
        throw new Error("x");
      },
      observers: [
        () => {
          throw new Error("y");
        },
      ],
      onObserverError: () => {
        throw new Error("z");
      },
    });
    expect(failing.runtime.auditSync("refund", () => 7)()).toBe(7);
    const thrown = new Error("its own");
    await expect(
      runtime.audit("refund", (_: object) => {
        throw thrown;
      })({
        get amount() {
          throw new Error("q");
        },
      } as never),
    ).rejects.toBe(thrown);
  });

  it("is what every `admit` is in audit mode, which is said aloud", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const { call, ran, events } = guarded({ mode: "audit" });
    expect(warn).toHaveBeenCalledTimes(1);
    warn.mockRestore();
    await call(5000);
    expect(ran).toHaveLength(1);
    expect(events[0]!.mode).toBe("audit");
  });
});

describe("an approval", () => {
  const grantFor = (digest: string, parts: Partial<Grant> = {}): Grant => ({
    id: `grant-${Math.random()}`,
    digest,
    approvals: [{ approver: "boss", by: "carol" }],
    granted_at: Date.now(),
    ...parts,
  });

  it("by `approve` lets the call through once it has been decided again", async () => {
    const { call, ran } = guarded({ approve: async (request) => grantFor(request.digest) });
    await call(500);
    expect(ran).toEqual([[500]]);
  });

  it("that comes later lets the same call through, once", async () => {
    const { call, ran, runtime } = guarded();
    const error = await failureOf(call(500));
    expect(error).toBeInstanceOf(ActraApprovalRequiredError);
    expect(error.message).toBe("Action requires approval (rule: medium)");
    const grant = grantFor(error.request.digest);
    runtime.addGrant(grant);
    expect(await failureOf(call(501))).toMatchObject({ code: "APPROVAL_REQUIRED" });
    await call(500);
    runtime.addGrant(grant);
    expect(await failureOf(call(500))).toMatchObject({ refusal: "used" });
    expect(ran).toEqual([[500]]);
  });

  it.each<[string, (digest: string) => unknown, string | undefined]>([
    ["nothing", () => null, undefined],
    ["a grant for other arguments", () => grantFor("0".repeat(64)), "other_call"],
    ["one that has expired", (digest) => grantFor(digest, { granted_at: 5, expires_at: 6 }), "expired"],
    ["one of tomorrow", (digest) => grantFor(digest, { granted_at: Date.now() + 100_000 }), "not_yet_valid"],
    [
      "the requester's own",
      (digest) => grantFor(digest, { approvals: [{ approver: "boss", by: "ann" }] }),
      "approvers_missing",
    ],
    [
      "one by nobody that was asked for",
      (digest) => grantFor(digest, { approvals: [{ approver: "dave", by: "dave" }] }),
      "approvers_missing",
    ],
    ["one without approvals", (digest) => grantFor(digest, { approvals: [] }), "approvers_missing"],
    ["something else", () => true, "malformed"],
    [
      "an error",
      () => {
        throw new Error("x");
      },
      "approve_failed",
    ],
  ])("that is %s does not", async (_, answer, refusal) => {
    const { call, ran } = guarded({ approve: (request) => answer(request.digest) as Grant });
    const error = await failureOf(call(500));
    expect(error).toBeInstanceOf(ActraApprovalRequiredError);
    expect(error.refusal).toBe(refusal);
    expect(ran).toEqual([]);
  });

  it("is no good where nobody can tell who asks", async () => {
    const { call } = guarded({
      actor: () => ({ role: "x" }),
      approve: (request) => grantFor(request.digest),
    });
    expect(await failureOf(call(500))).toMatchObject({ refusal: "requester_unknown" });
  });

  it("does not help against a policy that has become stricter", async () => {
    const stricter = Actra.compile({
      schema,
      policy: rules.replace(
        "greater_than, value: { literal: 1000 }",
        "greater_than, value: { literal: 100 }",
      ),
    });
    const { call, ran, runtime } = guarded({
      approve: (request) => {
        runtime.replacePolicy(stricter);
        return grantFor(request.digest);
      },
    });
    expect(await failureOf(call(500))).toMatchObject({ code: "ACTION_BLOCKED" });
    expect(ran).toEqual([]);
  });
});

describe("events", () => {
  it("are frozen, redacted, and tell one call from another", async () => {
    const { call, events } = guarded();
    await call({ amount: 5, customer: { country: "DE", card: "4111-secret" } });
    await failureOf(call("x"));
    expect(JSON.stringify(events)).not.toContain("secret");
    expect(events[0]!.action).toEqual({
      type: "refund",
      amount: 5,
      customer: { country: "DE", card: "[redacted]" },
    });
    for (const event of events) expect(Object.isFrozen(event) && Object.isFrozen(event.context)).toBe(true);
    expect(new Set(events.map(({ id }) => id)).size).toBe(2);
    expect(events[0]).toMatchObject({ policy_hash: policy.policyHash(), mode: "admit" });
    expect(events[2]).toMatchObject({ error: { code: "INPUT_TYPE", path: "action.amount" } });
  });

  it("reach observers that fail without harm", async () => {
    const failures: unknown[] = [];
    const { call } = guarded({
      observers: [
        () => {
          throw new Error("a");
        },
        async () => {
          throw new Error("b");
        },
      ],
      onObserverError: (error) => failures.push(error),
    });
    expect(await call(5)).toBe("done");
    await new Promise((done) => setTimeout(done));
    expect(failures).toHaveLength(4);
  });

  it("without a decision do not reach the one observer that Actra 0.7 has", async () => {
    const { runtime, call, events } = guarded();
    const single = vi.fn();
    runtime.setDecisionObserver(single);
    await failureOf(call("x"));
    expect(events).toMatchObject([{ error: { code: "INPUT_TYPE" } }]);
    expect(single).not.toHaveBeenCalled();
    await call(5);
    expect(single.mock.calls).toMatchObject([[{ decision: { effect: "allow" } }]]);
  });

  it("end where an observer is taken away", async () => {
    const { runtime, call } = guarded();
    const observer = vi.fn();
    const undo = runtime.addDecisionObserver(observer);
    runtime.setDecisionObserver(observer);
    await call(5);
    expect(observer).toHaveBeenCalledTimes(3);
    undo();
    runtime.setDecisionObserver(null);
    await call(5);
    expect(observer).toHaveBeenCalledTimes(3);
  });
});

describe("the other calls", () => {
  it("decide, say why, and throw where there is no decision", async () => {
    const { runtime } = runtimeWith();
    expect(runtime.evaluate({ type: "refund", amount: 5000 }).matched_rule).toBe("large");
    expect(await runtime.evaluateAsync({ type: "refund", amount: 5 })).toMatchObject({ effect: "allow" });
    expect(runtime.check("refund", { amount: 500 }).effect).toBe("require_approval");
    expect(runtime.allow("refund", { amount: 5 })).toBe(true);
    expect(runtime.block("refund", { amount: 5000 })).toBe(true);
    expect(runtime.requiresApproval("refund", { amount: 500 })).toBe(true);
    for (const run of [
      () => runtime.allow("refund", { amount: "5" }),
      () => runtime.block("other"),
      () => runtime.evaluate(null),
    ])
      expect(attemptError(run)).toBeInstanceOf(ActraError);
    expect(String(runtime.explain({ type: "refund", amount: 5000 }))).toContain("by rule large");
    function refund() {}
    expect(runtime.explainCall(refund, { args: [5000] }).matched_rule).toBe("large");
    expect((await runtime.explainCallAsync(refund, { args: [5] })).effect).toBe("allow");
    expect(runtime.action("refund", { amount: 5, other: 1, type: "x" })).toEqual({
      type: "refund",
      amount: 5,
    });
    expect(runtime.buildAction("refund", { amount: 5, note: "x" }, { fields: ["note"] })).toEqual({
      type: "refund",
      note: "x",
    });
  });

  it("refuse options that there are not", () => {
    expect(() => new ActraRuntime(policy, { timeout: 5 } as object)).toThrow("`timeout` is no option");
    expect(() => new ActraRuntime(policy, { mode: "off" } as never)).toThrow("`mode`");
    expect(() => new ActraRuntime({} as never)).toThrow(TypeError);
  });
});

describe("a policy that is replaced", () => {
  it("decides the calls that began under it, and is freed after them", async () => {
    let answer = (_: object) => {};
    const waiting = new Promise<object>((done) => {
      answer = done;
    });
    const old = Actra.compile({ schema, policy: rules });
    const next = Actra.compile({ schema, policy: rules.replaceAll("1000", "1") });
    const runtime = new ActraRuntime(old, { actor, snapshot: () => waiting });
    const call = runtime.admit("refund", (_amount: number) => "ran");
    const pending = call(5);
    runtime.replacePolicy(next, { dispose: true });
    const later = failureOf(call(5));
    expect(old.policyHash()).toMatch(/^[0-9a-f]{64}$/);
    answer({ fraud: false });
    expect(await pending).toBe("ran");
    expect(await later).toMatchObject({ matchedRule: "large" });
    expect(attemptError(() => old.policyHash())).toMatchObject({ code: "POLICY_DISPOSED" });
  });

  it("mixes nothing under load", async () => {
    const policies = [1000, 2000].map((limit) =>
      Actra.compile({ schema, policy: rules.replaceAll("1000", String(limit)) }),
    );
    const runtime = new ActraRuntime(policies[0]!, { actor, snapshot: async () => ({ fraud: false }) });
    const hashes = new Map(policies.map((each, i) => [each.policyHash(), [1000, 2000][i]!]));
    let wrong = 0;
    runtime.addDecisionObserver(({ policy_hash, decision, outcome }) => {
      if (outcome === undefined && (decision?.effect === "block") !== 1500 > hashes.get(policy_hash)!)
        wrong++;
    });
    const call = runtime.admit("refund", (_amount: number) => {});
    let calls = 0;
    const chain = async () => {
      for (let i = 0; i < 150; i++) {
        if (++calls % 100 === 0) runtime.replacePolicy(policies[(calls / 100) % 2]!);
        await call(1500).catch(() => {});
      }
    };
    await Promise.all(Array.from({ length: 64 }, chain));
    expect(wrong).toBe(0);
  });
});
