// biome-ignore-all lint/suspicious/noSparseArray: a hole is what is tested
import { describe, expect, it } from "vitest";
import {
  Actra,
  ActraInputError,
  ActraPolicyError,
  ActraRuntime,
  type DecisionEvent,
} from "../../src/index.ts";
import { failureOf } from "./fixture.ts";

// A guarded function whose argument has a list of objects: what was decided on is what runs, and nothing secret is told.

const schema = `
version: 1
actions:
  order:
    fields:
      lines: { items: { fields: { price: number, card: { type: string, sensitive: true, optional: true }, at: { optional: true, fields: { zone: string } } } } }
      note: string?
`;
const rules = `
version: 1
default: allow
rules:
  - { id: dear, scope: { action: order }, effect: block, when: "action.lines.exists(line, line.price > 100)" }
  - { id: zoned, scope: { action: order }, effect: block, when: "action.lines.exists(line, has(line.at) && line.at.zone == 'x')" }
  - { id: carded, scope: { action: order }, effect: require_approval, when: "action.lines.exists(line, line.card == '4111-2222')" }
`;
const policy = Actra.compile({ schema, policy: rules });

class Line {
  price = 1;
}

function guarded() {
  const ran: unknown[][] = [];
  const events: DecisionEvent[] = [];
  const runtime = new ActraRuntime(policy, { observers: [(event) => events.push(event)] });
  const call = runtime.admit("order", async (...args: unknown[]) => {
    ran.push(args);
  });
  return { call, ran, events };
}

describe("a list of objects as an argument", () => {
  it.each([
    ["in an object", (lines: unknown) => [{ lines }]],
    ["by position", (lines: unknown) => [lines, "note"]],
  ])("is copied %s, so that nothing changes after the decision", async (_, argumentsOf) => {
    const { call, ran } = guarded();
    const line = { price: 1 };
    const lines = [line];
    const pending = call(...argumentsOf(lines));
    line.price = 1000;
    lines.push({ price: 2000 });
    await pending;
    expect(JSON.stringify(ran)).toContain('[{"price":1}]');
    expect(JSON.stringify(ran)).not.toMatch(/000/);
  });

  it("is copied item by item, each of which is read once", async () => {
    const { call, ran } = guarded();
    let reads = 0;
    const line = {
      get price() {
        return reads++ === 0 ? 1 : 1000;
      },
    };
    await call({ lines: [line] });
    expect(ran).toEqual([[{ lines: [{ price: 1 }] }]]);
  });

  it("is decided on", async () => {
    const { call, ran } = guarded();
    expect(await failureOf(call({ lines: [{ price: 1 }, { price: 101 }] }))).toBeInstanceOf(ActraPolicyError);
    expect(await failureOf(call([{ price: 1, at: { zone: "x" } }]))).toMatchObject({ matchedRule: "zoned" });
    expect(ran).toEqual([]);
  });

  it.each([
    ["a class instance as an item", [new Line()], "action.lines[0]"],
    [
      "a class instance inside an item",
      [
        {
          price: 1,
          at: new (class {
            zone = "y";
          })(),
        },
      ],
      "action.lines[0].at",
    ],
    ["no list", { price: 1 }, "action.lines"],
    ["a hole", [{ price: 1 }, , { price: 1 }], "action.lines[1]"],
    ["too many", new Array(1001).fill({ price: 1 }), "action.lines"],
  ])("%s does not get past", async (_, lines, path) => {
    const { call, ran } = guarded();
    const error = await failureOf(call({ lines }));
    expect(error).toBeInstanceOf(ActraInputError);
    expect(error.path).toBe(path);
    expect(ran).toEqual([]);
  });

  it("is shown in events with its sensitive fields redacted", async () => {
    const { call, events } = guarded();
    await failureOf(call({ lines: [{ price: 101, card: "4111-2222", more: "x" }] }));
    expect(events[0]?.action).toEqual({ type: "order", lines: [{ price: 101, card: "[redacted]" }] });
    await failureOf(call({ lines: "4111-2222" }));
    expect(JSON.stringify(events[1])).not.toContain("4111-2222");
  });

  it("is in the digest of a call, by its declared fields", async () => {
    const digestOf = async (line: object) =>
      (await failureOf(guarded().call({ lines: [line] }))).request.digest;
    const first = await digestOf({ price: 1, card: "4111-2222" });
    expect(await digestOf({ card: "4111-2222", price: 1, extra: 1 })).toBe(first);
    expect(await digestOf({ price: 2, card: "4111-2222" })).not.toBe(first);
  });
});
