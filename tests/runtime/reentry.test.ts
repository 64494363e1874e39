import { afterEach, describe, expect, it } from "vitest";
import { Actra, ActraRuntime, type RuntimeOptions } from "../../src/index.ts";
import { failureOf, guarded, policy, rules, runtimeWith, schema } from "./fixture.ts";

// Code of the application runs in the middle of a call: it may make other calls, of the same runtime or of others, and
// neither decides the other.

const input = (amount: number) => ({ action: { type: "refund", amount }, snapshot: { fraud: false } });

/** What went wrong inside of a call: there, some of it would be caught. */
const failures: unknown[] = [];

afterEach(() => expect(failures.splice(0)).toEqual([]));

function disturb(): void {
  try {
    decideOthers();
  } catch (error) {
    failures.push(error);
  }
}

/** Everything that uses the machine: decisions that differ from those of the call around them. */
function decideOthers(): void {
  expect(policy.evaluate(input(5000)).effect).toBe("block");
  expect(policy.evaluate(input(5)).effect).toBe("allow");
  expect(policy.explain(input(5000)).effect).toBe("block");
  expect(policy.outcomes(input(5), { unknown: ["snapshot"] }).effects).toEqual(["block", "allow"]);
  const other = Actra.compile({ schema, policy: rules.replaceAll("1000", "1") });
  expect(other.evaluate(input(5)).effect).toBe("block");
  other.dispose();
  const { runtime } = runtimeWith();
  expect(runtime.allow("refund", { amount: 5 })).toBe(true);
  expect(runtime.block("refund", { amount: 5000 })).toBe(true);
}

function disturbing<T>(value: T): T {
  disturb();
  return value;
}

const ways: [string, RuntimeOptions, object][] = [
  ["an actor resolver", { actor: () => disturbing({ id: "ann", role: "x" }) }, {}],
  ["a snapshot resolver", { snapshot: async () => disturbing({ fraud: false }) }, {}],
  ["a lazy snapshot", { snapshot: () => disturbing({ fraud: false }), lazySnapshot: true }, {}],
  ["a resolver for a field", { snapshot: { fraud: () => disturbing(false) } }, {}],
  ["a builder", {}, { builder: (_: string, fields: object) => disturbing(fields) }],
  ["a context", {}, { context: () => disturbing({}) }],
  ["an observer", { observers: [() => disturb()] }, {}],
  ["a clock", { clock: () => disturbing(5), observers: [() => {}] }, {}],
  ["a requester", { requester: () => disturbing("ann") }, {}],
  [
    "a getter of a snapshot",
    {
      snapshot: () => ({
        get fraud() {
          return disturbing(false);
        },
      }),
    },
    {},
  ],
];

describe.each(ways)("calls out of %s", (_, options, admitOptions) => {
  it("are decided by themselves", async () => {
    const { call, ran } = guarded(options, admitOptions);
    await call({ amount: 5 });
    expect(await failureOf(call({ amount: 5000 }))).toMatchObject({ matchedRule: "large" });
    expect(await failureOf(call({ amount: 500 }))).toMatchObject({ matchedRule: "medium" });
    expect(ran).toEqual([[{ amount: 5 }]]);
  });
});

it("a getter of an argument may make calls", async () => {
  const { call, ran } = guarded();
  for (const amount of [5, 5000]) {
    const argument = {
      get amount() {
        return disturbing(amount);
      },
    };
    await call(argument).catch((error) => expect(error).toMatchObject({ matchedRule: "large" }));
  }
  expect(ran).toEqual([[{ amount: 5 }]]);
});

it("a guarded function may call itself, and each call is decided", async () => {
  const { runtime } = runtimeWith();
  const amounts: number[] = [];
  const spend: (amount: number) => Promise<void> = runtime.admit("refund", async (amount: number) => {
    amounts.push(amount);
    await spend(amount * 10);
  });
  expect(await failureOf(spend(1))).toMatchObject({ code: "APPROVAL_REQUIRED" });
  expect(amounts).toEqual([1, 10, 100]);
});

it("an actor that answers otherwise after a lazy look is decided on as it answered then", async () => {
  const managers = Actra.compile({
    schema,
    policy: {
      version: 1,
      default: "block",
      rules: [
        {
          id: "manager",
          scope: { global: true },
          effect: "allow",
          when: {
            all: [
              {
                subject: { domain: "actor", field: "role" },
                operator: "equals",
                value: { literal: "manager" },
              },
              {
                subject: { domain: "snapshot", field: "fraud" },
                operator: "equals",
                value: { literal: false },
              },
            ],
          },
        },
      ],
    },
  } as never);
  const answer = async (...roles: string[]) => {
    const actor = {
      get role() {
        return roles.shift();
      },
    };
    const runtime = new ActraRuntime(managers, {
      actor: () => actor,
      snapshot: () => ({ fraud: false }),
      lazySnapshot: true,
    });
    return runtime
      .admit("restart", () => "ran")()
      .catch(({ code }) => code);
  };
  expect(await answer("manager", "agent")).toBe("ACTION_BLOCKED");
  expect(await answer("agent", "manager")).toBe("ACTION_BLOCKED");
  expect(await answer("manager", "manager")).toBe("ran");
});
