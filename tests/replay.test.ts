import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Packr } from "msgpackr";
import { describe, expect, it } from "vitest";
import { replay } from "../src/analysis.ts";
import { Actra, ActraRuntime, jsonLines } from "../src/index.ts";
import { Replaying } from "../src/replay/replaying.ts";
import { policyFolder } from "./support/cli/folders.ts";
import { actra } from "./support/cli/in-process.ts";

// Recorded decisions, decided again.

const SCHEMA = `version: 1
actions: { pay: { fields: { amount: integer, card: { type: string, sensitive: true }, note: string? } } }
actor: { fields: { role: string } }
`;
const policyText = (limit: number, more = "") => `version: 1
default: allow
rules:
  - { id: large, scope: { action: pay }, when: action.amount > ${limit}, effect: block }
  - { id: ghost, scope: { action: pay }, when: 'actor.role == "ghost"', effect: block }
${more}`;
const compile = (limit: number, more = "") =>
  Actra.compile({ schema: SCHEMA, policy: policyText(limit, more) });
const TEST_CARD = `  - { id: test_card, scope: { action: pay }, when: action.card == "4242" && action.amount > 5, effect: block }\n`;

/** What the runtime's own observer writes. */
function recorded(amounts: readonly unknown[]): string[] {
  const lines: string[] = [];
  const observer = jsonLines((line) => {
    lines.push(line.trimEnd());
  });
  const runtime = new ActraRuntime(compile(100), { actor: () => ({ role: "clerk" }), observers: [observer] });
  for (const amount of amounts) {
    try {
      runtime.evaluate({ type: "pay", amount, card: "4111" } as never);
    } catch {
      // It is in the log.
    }
  }
  return lines;
}

const packr = new Packr({ useRecords: false });
const packed = (amounts: readonly number[], effects: readonly string[], card = "4111") =>
  Buffer.concat(
    amounts.map((amount, i) =>
      packr.pack({
        action: { type: "pay", amount, card },
        actor: { role: "clerk" },
        decision: { effect: effects[i], matched_rule: effects[i] === "block" ? "large" : "" },
      }),
    ),
  );

function replayed(policy: ReturnType<typeof compile>, bytes: Uint8Array, piece = bytes.length) {
  const replaying = new Replaying(policy);
  for (let at = 0; at < bytes.length; at += piece) replaying.addPacked(bytes.subarray(at, at + piece));
  replaying.end();
  return replaying.report();
}

describe("replay", () => {
  it("says what changed, by rule and direction, newly allowed first", async () => {
    const events = recorded([10, 60, 150, 160, 250]).map((line) => JSON.parse(line));
    expect((await replay(events, compile(100))).changed).toBe(0);
    const higher = await replay(events, compile(200));
    expect(higher).toMatchObject({ decided: 5, changed: 2 });
    expect(higher.changes).toMatchObject([
      {
        direction: "newly_allowed",
        before: { effect: "block", rule: "large" },
        after: { effect: "allow", rule: "" },
        count: 2,
      },
    ]);
    expect(higher.changes[0]!.example).toMatchObject({
      event: 3,
      action: "pay",
      input: { action: { amount: 150 } },
    });
    const lower = await replay(events, compile(50));
    expect(lower.changes).toMatchObject([{ direction: "stricter", count: 1 }]);
  });

  it("counts what it cannot decide again because of what is redacted, and only that", async () => {
    const events = recorded([1, 60]).map((line) => JSON.parse(line));
    expect(events[0].context.action.card).toBe("[redacted]");
    const report = await replay(events, compile(100, TEST_CARD));
    // Of the first the card makes no difference.
    expect(report).toMatchObject({
      decided: 1,
      changed: 0,
      redacted: { events: 1, fields: { "action.card": 1 } },
    });
  });

  it("finds what is bad beside what is redacted", async () => {
    const [event] = recorded([10]).map((line) => JSON.parse(line));
    event.context.actor.role = 5;
    const report = await replay([event], compile(100, TEST_CARD));
    expect(report.changes).toMatchObject([{ after: { error: "INPUT_TYPE", path: "actor.role" } }]);
  });

  it("tells apart errors, second events, dropped ones, and what is no event", async () => {
    const failed = recorded(["much"]).map((line) => JSON.parse(line));
    const [event] = recorded([10]).map((line) => JSON.parse(line));
    const log = [
      ...failed,
      event,
      { ...event, outcome: { kind: "returned" } },
      { dropped: 7 },
      5,
      { action: 1 },
      { ...event, decision: { effect: "yes" } },
    ];
    expect(await replay(log, compile(100))).toMatchObject({
      decided: 1,
      undecided: 1,
      outcomes: 1,
      dropped: 7,
      unreadable: { events: 3, first: 5 },
    });
  });

  it("says that what was an input is none now", async () => {
    const events = recorded([10]).map((line) => JSON.parse(line));
    const schema = SCHEMA.replace("amount: integer", "amount: { type: integer, minimum: 50 }");
    const report = await replay(events, Actra.compile({ schema, policy: policyText(100) }));
    expect(report.changes).toMatchObject([
      { direction: "newly_refused", after: { error: "INPUT_RANGE", path: "action.amount" } },
    ]);
  });
});

describe("a msgpack stream", () => {
  const log = packed([10, 60, 150], ["allow", "allow", "block"]);

  it.each([1, 2, 7, 64, 10_000])("is read in pieces of %d bytes", (piece) => {
    expect(replayed(compile(100), log, piece)).toMatchObject({
      decided: 3,
      changed: 0,
      unreadable: { events: 0 },
    });
    const { changes } = replayed(compile(200), log, piece);
    expect(changes).toMatchObject([
      {
        direction: "newly_allowed",
        count: 1,
        example: { event: 3, input: { action: { amount: 150, card: "[redacted]" } } },
      },
    ]);
  });

  it("shows no sensitive value", () => {
    expect(JSON.stringify(replayed(compile(1), log))).not.toContain("4111");
  });

  it("takes events too, and does not take what was redacted for a value", () => {
    const event = {
      context: { action: { type: "pay", amount: 150, card: "x" }, actor: { role: "clerk" }, snapshot: {} },
      decision: { effect: "block", matched_rule: "large" },
    };
    expect(replayed(compile(200), packr.pack(event))).toMatchObject({ decided: 1, changed: 1 });
    const hidden = packed([60], ["allow"], "[redacted]");
    expect(replayed(compile(100, TEST_CARD), hidden)).toMatchObject({ decided: 0, redacted: { events: 1 } });
  });

  it.each([
    ["cut off", log.subarray(0, log.length - 1)],
    ["no map", Buffer.concat([log, Buffer.from([0x01])])],
    ["no msgpack", Buffer.concat([log, Buffer.from([0x81, 0xc1])])],
  ])("says that its end is %s", (_, bytes) => {
    const { decided, unreadable } = replayed(compile(100), bytes);
    expect(unreadable.events).toBe(1);
    expect(decided).toBeGreaterThanOrEqual(2);
  });

  // isShort in replay/scan.ts.
  it("finds keys in whatever form a packer chose", () => {
    const one = packed([60], ["block"]);
    const inLongerForm = (bytes: Buffer, key: string) => {
      const at = bytes.indexOf(String.fromCharCode(0xa0 + key.length) + key, 0, "latin1");
      return Buffer.concat([bytes.subarray(0, at), Buffer.from([0xd9, key.length]), bytes.subarray(at + 1)]);
    };
    for (const key of ["action", "actor", "decision", "effect", "matched_rule"])
      expect(replayed(compile(100), inLongerForm(one, key)), key).toMatchObject({
        decided: 1,
        directions: { newly_allowed: 1 },
      });
    const event = packr.pack({
      action: { type: "pay", amount: 60, card: "4111" },
      actor: { role: "clerk" },
      context: { action: { type: "pay", amount: 150, card: "4111" }, actor: { role: "clerk" } },
      decision: { effect: "block", matched_rule: "large" },
    });
    for (const bytes of [event, inLongerForm(event, "context")])
      expect(replayed(compile(100), bytes)).toMatchObject({ decided: 1, changed: 0 });
  });

  it.each([
    ["a key that stands twice", [0xa4, ...Buffer.from("note"), 0xc0, 0xa4, ...Buffer.from("note"), 0xc0]],
    ["a text that is no UTF-8", [0xa4, ...Buffer.from("note"), 0xa1, 0xff, 0xa1, 0x78, 0xc0]],
    ["a key that is no text", [0x05, 0xc0, 0xa1, 0x78, 0xc0]],
  ])("goes on behind a map with %s, and says that it is no event", (_, more) => {
    const good = packed([60], ["block"]);
    // A map of three, with the length in two bytes.
    expect([...good.subarray(0, 3)]).toEqual([0xde, 0, 3]);
    const bad = Buffer.concat([Buffer.from([0xde, 0, 5]), good.subarray(3), Buffer.from(more)]);
    expect(replayed(compile(100), Buffer.concat([good, bad, good]))).toMatchObject({
      decided: 2,
      directions: { newly_allowed: 2 },
      unreadable: { events: 1, first: 2 },
    });
  });

  it("says which event it is that is no msgpack", () => {
    const bytes = Buffer.concat([log, Buffer.from([0xc1])]);
    expect(replayed(compile(100), bytes).unreadable).toEqual({ events: 1, first: 4 });
  });

  it("counts what has no decision", () => {
    const bare = packr.pack({ action: { type: "pay", amount: 1, card: "x" }, actor: { role: "clerk" } });
    expect(replayed(compile(100), bare)).toMatchObject({ decided: 0, undecided: 1 });
  });
});

describe("actra replay", () => {
  const file = (name: string, content: string | Uint8Array) => {
    const path = join(mkdtempSync(join(tmpdir(), "actra-replay-")), name);
    writeFileSync(path, content);
    return path;
  };
  const folder = (limit: number) =>
    policyFolder({
      "schema.yaml": SCHEMA,
      "policy.yaml": policyText(limit),
      "governance.yaml": "version: 1\ngovernance: { rules: [] }\n",
    });
  const lines = file("log.jsonl", `${recorded([10, 60, 150]).join("\n")}\n`);

  it("ends as it is told to", async () => {
    const same = await actra(["replay", lines, "--policy", folder(100)]);
    expect(same).toMatchObject({ code: 0, out: "0 of 3 decisions changed\n" });
    const stricter = ["replay", lines, "--policy", folder(50)];
    expect((await actra(stricter)).code).toBe(1);
    expect((await actra([...stricter, "--fail-on", "less-strict"])).code).toBe(0);
    const looser = ["replay", lines, "--policy", folder(200), "--fail-on"];
    const { code, out } = await actra([...looser, "less-strict"]);
    expect(code).toBe(1);
    expect(out).toContain("newly allowed: 1\n  block by large → allow by the default\n  event 3 (");
    expect((await actra([...looser, "none"])).code).toBe(0);
  });

  /** Recorded decisions by as many rules as there are of them. */
  const decided = (count: number, amount: number, effect: string, word: string) =>
    Array.from({ length: count }, (_, i) =>
      JSON.stringify({
        action: { type: "pay", amount, card: "x" },
        actor: { role: "clerk" },
        decision: { effect, matched_rule: word + i },
      }),
    );

  it("counts and shows what is newly allowed, however many rules decided before it", async () => {
    const many = file(
      "many.jsonl",
      [...decided(1001, 500, "allow", "r"), ...decided(1, 50, "block", "old")].join("\n"),
    );
    const command = ["replay", many, "--policy", folder(100), "--fail-on", "less-strict"];
    const { code, out } = await actra(command);
    expect(code).toBe(1);
    expect(out).toMatch(/^newly allowed: 1\n {2}block by old0 → allow by the default\n/);
    expect(out).toContain("\n\nstricter: 1 more, by further rules\n\n1002 of 1002 decisions changed\n");
    expect(JSON.parse((await actra([...command, "--format", "json"])).out)).toMatchObject({
      changed: 1002,
      directions: { newly_allowed: 1, less_strict: 0, newly_refused: 0, stricter: 1001 },
      more: 1,
    });
  });

  it("says how much more is newly allowed than is shown", async () => {
    const log = file("more.jsonl", decided(1002, 50, "block", "r").join("\n"));
    const { out } = await actra(["replay", log, "--policy", folder(100)]);
    expect(out).toContain("\n\nnewly allowed: 2 more, by further rules\n\n1002 of 1002");
  });

  it.each(["", "\n", "\n\r\n\n"])("takes %j for an empty log", async (content) => {
    const path = file("empty.jsonl", content);
    expect(await actra(["replay", path, "--policy", folder(100)])).toMatchObject({
      code: 2,
      err: expect.stringContaining("is empty"),
    });
  });

  it("reads msgpack, and says where it cannot read", async () => {
    const path = file("log.msgpack", packed([10, 150], ["allow", "block"]));
    expect(
      JSON.parse((await actra(["replay", path, "--policy", folder(100), "--format", "json"])).out),
    ).toMatchObject({ decided: 2, changed: 0 });
    const broken = await actra(["replay", file("bad.jsonl", '{"action":\n'), "--policy", folder(100)]);
    expect(broken.code).toBe(2);
    expect(broken.out).toContain("1 are no events, the first one is number 1");
    expect((await actra(["replay", "nowhere.jsonl", "--policy", folder(100)])).code).toBe(2);
  });
});
