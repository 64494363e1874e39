/** What a stopped call says of how it would have gone through. */
import { expect, it } from "vitest";
import { smallestChanges } from "../../src/analysis.ts";
import { Actra, ActraPolicyError, ActraRuntime } from "../../src/index.ts";

const policy = Actra.compile({
  schema: {
    version: 1,
    actions: { pay: { fields: { amount: "number" } } },
    actor: { fields: { role: "string" } },
  },
  policy: {
    version: 1,
    rules: [
      {
        id: "large",
        scope: { action: "pay" },
        when: "action.amount > 100 && action.amount < 1000",
        effect: "require_approval",
      },
      { id: "huge", scope: { action: "pay" }, when: "action.amount >= 1000", effect: "block" },
    ],
  },
});
const actor = () => ({ role: "agent" });

function stopped(runtime: ActraRuntime, amount: number): ActraPolicyError {
  const guarded = runtime.admitSync("pay", (_: number) => "ran", { fields: ["amount"] });
  try {
    guarded(amount);
  } catch (error) {
    if (error instanceof ActraPolicyError) return error;
    throw error;
  }
  throw new Error("it ran");
}

it("says so when asked", () => {
  const runtime = new ActraRuntime(policy, { actor, changes: smallestChanges });
  expect(stopped(runtime, 5000).toJSON()).toMatchObject({
    code: "ACTION_BLOCKED",
    changes: [
      { field: "action.amount", effect: "allow", when: "action.amount <= 100" },
      {
        field: "action.amount",
        effect: "require_approval",
        when: "action.amount > 100 and action.amount < 1000",
      },
    ],
  });
  expect(stopped(runtime, 500).toJSON()).toMatchObject({
    code: "APPROVAL_REQUIRED",
    changes: [{ effect: "allow" }],
  });
});

it("says nothing of it otherwise", () => {
  expect(stopped(new ActraRuntime(policy, { actor }), 5000).toJSON()).not.toHaveProperty("changes");
});

it("stays stopped, whatever goes wrong in finding out", () => {
  const changes = () => {
    throw new Error("broken");
  };
  const error = stopped(new ActraRuntime(policy, { actor, changes }), 5000);
  expect(error.code).toBe("ACTION_BLOCKED");
  expect(error.toJSON()).not.toHaveProperty("changes");
});
