import { pinoObserver } from "actra/pino";
import pino from "pino";
import { expect, it, vi } from "vitest";
import { payment, policyHash, SECRETS } from "./ways.ts";

function logging(level = "info") {
  const lines: string[] = [];
  const logger = pino({ level }, { write: (line: string) => lines.push(line) });
  return { logger, logged: () => lines.map((line) => JSON.parse(line)), text: () => lines.join("") };
}

it("logs each decision and failure, at a level of its own", async () => {
  const { logger, logged, text } = logging();
  await payment(pinoObserver(logger)).all();
  expect(logged().map(({ level, msg }) => [pino.levels.labels[level], msg])).toEqual([
    ["info", "decided: allow"],
    ["warn", "decided: block"],
    ["info", "decided: require_approval"],
    ["error", "not decided"],
    ["error", "not decided"],
  ]);
  expect(logged()[1]!.actra).toMatchObject({
    action: { type: "pay", amount: 2000, card: "[redacted]" },
    decision: { effect: "block", matched_rule: "large" },
    context: { actor: { id: "ann", secret: "[redacted]" } },
    mode: "admit",
    policy_hash: policyHash,
  });
  expect(logged()[4]!.actra.error).toMatchObject({
    code: "RESOLVER_FAILED",
    resolver: "snapshot",
    cause: "Error",
  });
  expect(logged()[3]!.actra.error).toMatchObject({ code: "INPUT_TYPE", path: "action.amount" });
  expect(text()).not.toMatch(/hunter2/);
});

it("takes other levels, and outcomes when asked to", async () => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  const { logger, logged } = logging("debug");
  const { settle } = payment(pinoObserver(logger, { allow: "debug", block: "fatal", outcome: "debug" }), {
    mode: "audit",
  });
  await settle(5);
  await settle(2000);
  expect(logged().map(({ level, msg, actra }) => [level, msg, actra.mode])).toEqual([
    [20, "decided: allow", "audit"],
    [20, "guarded function ended", "audit"],
    [60, "decided: block", "audit"],
    [20, "guarded function ended", "audit"],
  ]);
});

it("each of many calls at once has its own line", async () => {
  const { logger, logged, text } = logging();
  const { settle } = payment(pinoObserver(logger));
  await Promise.all(Array.from({ length: 100 }, (_, i) => settle(i)));
  expect(
    logged()
      .map(({ actra }) => actra.action.amount)
      .toSorted((a, b) => a - b),
  ).toEqual(Array.from({ length: 100 }, (_, i) => i));
  expect(text()).not.toMatch(SECRETS);
});

it("refuses what is no level", () => {
  const { logger } = logging();
  expect(() => pinoObserver(logger, { block: "loud" as never })).toThrow("the logger has no level `loud`");
  expect(() => pinoObserver(logger, { blocked: "warn" } as never)).toThrow("`blocked` is no option");
});
