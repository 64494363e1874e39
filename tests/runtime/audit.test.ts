import { describe, expect, it, vi } from "vitest";
import { guarded, runtimeWith } from "./fixture.ts";

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
