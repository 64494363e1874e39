// biome-ignore-all lint/suspicious/noSparseArray: a hole is what is tested
import { EventEmitter } from "node:events";
import { Writable } from "node:stream";
import { setImmediate as turn } from "node:timers/promises";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import {
  Actra,
  ActraError,
  ActraInputError,
  ActraPolicyError,
  ActraProgramError,
  ActraResolverError,
  ActraRuntime,
  type DecisionEvent,
  type DecisionObserver,
  decisionCounters,
  type JsonLines,
  jsonLines,
  type RuntimeOptions,
  recentEvents,
} from "../src/index.ts";
import { revoked, scalars } from "./support/hostile-values.ts";
import { pay, secrets, tracesIn } from "./support/secrets.ts";

// The observers that come with the package: what they tell, what they leave out, and that nothing they meet harms a call.

const schema = `
version: 1
actions:
  refund:
    fields:
      amount: number
      ref: integer?
      due: datetime?
      note: string?
      tags: string[]?
  restart: {}
actor: { fields: { role: string? } }
snapshot: { fields: { fraud: boolean } }
`;

const atom = (domain: string, field: string, operator: string, literal: unknown) =>
  `{ subject: { domain: ${domain}, field: ${field} }, operator: ${operator}, value: { literal: ${literal} } }`;

const rules = `
version: 1
rules:
  - { id: large, scope: { action: refund }, effect: block, when: ${atom("action", "amount", "greater_than", 1000)} }
  - { id: medium, scope: { action: refund }, effect: require_approval, when: ${atom("action", "amount", "greater_than", 100)} }
  - { id: late, scope: { action: refund }, effect: block, when: ${atom("action", "due", "less_than", "2026-01-01T00:00:00Z")} }
  - { id: odd, scope: { action: refund }, effect: block, when: ${atom("action", "ref", "equals", 13)} }
  - { id: held, scope: { action: refund }, effect: require_approval, when: ${atom("action", "tags", "contains", "hold")} }
  - { id: urgent, scope: { action: refund }, effect: block, when: ${atom("action", "note", "contains", "'!'")} }
  - { id: fraud, scope: { global: true }, effect: block, when: ${atom("snapshot", "fraud", "equals", true)} }
`;

const policy = Actra.compile({ schema, policy: rules });
const lenient = Actra.compile({
  schema: "{ version: 1, actions: { refund: {} } }",
  policy: "{ version: 1, unknown_action: evaluate, rules: [] }",
});

function runtimeWith(observer: DecisionObserver, options: RuntimeOptions = {}) {
  return new ActraRuntime(policy, {
    actor: () => ({ role: "support" }),
    snapshot: () => ({ fraud: false }),
    observers: [observer],
    clock: () => 1_767_225_600_000,
    ...options,
  });
}

/** What the runtime tells of one call that comes to nothing. */
function eventOf(action: object, options: RuntimeOptions = {}, of = policy): DecisionEvent {
  const recent = recentEvents(1);
  const runtime = new ActraRuntime(of, {
    snapshot: () => ({ fraud: false }),
    observers: [recent],
    ...options,
  });
  try {
    runtime.evaluate(action as never);
  } catch {
    // It is in the event.
  }
  return recent.snapshot()[0]!;
}

const allowedEvent = eventOf({ type: "refund", amount: 5 });

/** An event that the runtime would not make. */
function madeEvent(parts: Record<string, unknown>): DecisionEvent {
  return { ...allowedEvent, ...parts } as unknown as DecisionEvent;
}

function lineOf(event: DecisionEvent): string {
  const lines: string[] = [];
  jsonLines((line) => lines.push(line), { onError: failTest })(event);
  expect(lines).toHaveLength(1);
  return lines[0]!;
}

function dataOf(event: DecisionEvent) {
  return JSON.parse(lineOf(event));
}

function failTest(error: unknown): never {
  throw error;
}

describe("a line", () => {
  it("has what the event has, as JSON", async () => {
    const lines: string[] = [];
    const runtime = runtimeWith(jsonLines((line) => lines.push(line)));
    await runtime.admit("refund", (_fields: object) => "done")({ amount: 5, due: new Date("2027-01-01") });
    const [first, second] = lines.map((line) => JSON.parse(line));
    const action = { type: "refund", amount: 5, due: "2027-01-01T00:00:00.000Z" };
    expect(first).toEqual({
      id: expect.any(String),
      action,
      decision: { effect: "allow", matched_rule: "" },
      context: { action, actor: { role: "support" }, snapshot: { fraud: false } },
      mode: "admit",
      policy_hash: policy.policyHash(),
      timestamp: 1_767_225_600_000,
      durationMs: expect.any(Number),
    });
    const outcome = { ended: "returned", durationMs: expect.any(Number) };
    expect(second).toEqual({ ...first, outcome });
    expect(lines).toHaveLength(2);
  });

  it("says what there was in place of a decision", () => {
    expect(dataOf(eventOf({ type: "refund", amount: "much" }))).toMatchObject({
      action: { type: "refund", amount: "much" },
      error: {
        name: "ActraInputError",
        code: "INPUT_TYPE",
        message: expect.stringContaining("`action.amount`"),
        path: "action.amount",
        expected: "a finite number",
        received: 'string "much"',
      },
    });
    const failed = dataOf(eventOf({ type: "refund", amount: 5 }, { snapshot: throwSecret }));
    expect(failed).not.toHaveProperty("decision");
    expect(failed.error).toEqual({
      name: "ActraResolverError",
      code: "RESOLVER_FAILED",
      message: "the resolver for `snapshot` failed",
      resolver: "snapshot",
      cause: "RangeError",
    });
  });

  it.each([
    new ActraError("INTERNAL", "m"),
    new ActraInputError("INPUT_TYPE", "p", "e", "r"),
    new ActraProgramError("PROGRAM_FORMAT", "m", 3),
    new ActraResolverError("RESOLVER_TIMEOUT", "actor"),
  ])("has all properties of $name", (error) => {
    const { message } = error;
    expect(dataOf(madeEvent({ decision: undefined, error })).error).toEqual({ ...error, message });
  });

  it("has the rule of an error that has one, and nothing that is only hung on it", () => {
    const blocked = new ActraPolicyError({ effect: "block", matched_rule: "large" }, allowedEvent.context);
    const error = Object.assign(blocked, { password: "S3CR3T" });
    const data = dataOf(madeEvent({ decision: undefined, error }));
    expect(data.error).toEqual({
      name: "ActraPolicyError",
      code: "ACTION_BLOCKED",
      message: "Action blocked (rule: large)",
      matched_rule: "large",
    });
  });

  it.each([
    ["a cause that cannot be looked at", revoked({}), undefined],
    ["a cause that is no error", "S3CR3T", undefined],
    [
      "a cause with a name that is none",
      Object.assign(new Error("S3CR3T"), { name: { a: 1 } }),
      "[object Object]",
    ],
  ])("survives %s", (_, cause, shown) => {
    const error = new ActraResolverError("RESOLVER_FAILED", "actor", { cause });
    expect(dataOf(madeEvent({ decision: undefined, error })).error.cause).toBe(shown);
  });

  it("holds nothing that is sensitive", () => {
    for (const changes of [{}, { pin: "4111111" }, { keys: ["ok", 4111111] }])
      expect(tracesIn(lineOf(eventOf(pay(changes).action, { actor: () => pay().actor }, secrets)))).toEqual(
        [],
      );
  });

  it.each<[string, unknown, unknown]>([
    ["NaN", Number.NaN, "NaN"],
    ["Infinity", Number.NEGATIVE_INFINITY, "-Infinity"],
    ["a bigint", 9007199254740991n, 9007199254740991],
    ["a bigint that is too large for a number", 9007199254740993n, "9007199254740993"],
    ["a huge bigint", 2n ** 1_000_000n, "[bigint]"],
    ["a date", new Date(0), "1970-01-01T00:00:00.000Z"],
    ["an invalid date", new Date(Number.NaN), "[invalid date]"],
    ["a date that lies", Object.assign(new Date(0), { toJSON: () => "x" }), "1970-01-01T00:00:00.000Z"],
    ["a date of another realm", runInNewContext("new Date(0)"), "1970-01-01T00:00:00.000Z"],
    ["what only says that it is a date", { [Symbol.toStringTag]: "Date" }, "[unreadable]"],
    ["a symbol", Symbol("s"), "[symbol]"],
    ["a function", () => 1, "[function]"],
    ["a list with a hole", [1, , 2n], [1, null, 2]],
    ["an object that would be another one", { toJSON: () => "x" }, { toJSON: "[function]" }],
    ["what cannot be read", revoked({}), "[unreadable]"],
    ["__proto__", JSON.parse('{"__proto__":1}'), JSON.parse('{"__proto__":1}')],
    ["a cycle", cyclic(), { self: "[cyclic]", twice: [{ a: 1 }, { a: 1 }] }],
    ["what a reader may take for the end of a line", "a\n\r\u0085\u2028\u2029b", "a\n\r\u0085\u2028\u2029b"],
  ])("takes %s", (_, value, json) => {
    const event = madeEvent({ action: { type: "refund", value } });
    expect(lineOf(event)).not.toMatch(/[\n\r\u0085\u2028\u2029]/);
    expect(dataOf(event).action.value).toEqual(json);
  });

  it("takes objects within objects without end", () => {
    let value = {};
    for (let i = 0; i < 100_000; i++) value = { value };
    expect(lineOf(madeEvent({ action: { type: "refund", value } }))).toContain('"[object]"');
  });

  it("takes every value that nobody should hand in", () => {
    for (const { make } of scalars) dataOf(madeEvent({ action: { type: "refund", value: make() } }));
  });

  it("is one line of JSON for any event", () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
      withSet: true,
      withSparseArray: true,
      withTypedArray: true,
      withBoxedValues: true,
      stringUnit: "binary",
    });
    const record = fc.record({ action: anything, context: anything, timestamp: anything, id: fc.uuid() });
    const property = fc.property(record, (parts) => {
      const line = lineOf(madeEvent(parts));
      expect(line).not.toMatch(/[\n\r\u0085\u2028\u2029]/);
      expect(JSON.parse(line).id).toBe(parts.id);
    });
    fc.assert(property, { numRuns: 500, seed: 7 });
  });

  it("can be decided again, with the same decision", () => {
    const action = fc.record(
      {
        type: fc.constant("refund"),
        amount: fc.oneof(
          fc.double({ noNaN: true, noDefaultInfinity: true }),
          fc.constantFrom(100, 101, 1001),
        ),
        ref: fc.oneof(fc.maxSafeInteger(), fc.constantFrom(13n, -1n, null)),
        due: fc.date({ noInvalidDate: true, min: new Date("2025-12-31"), max: new Date("2026-01-02") }),
        note: fc.string({ unit: "binary" }),
        tags: fc.array(fc.constantFrom("hold", "new")),
      },
      { requiredKeys: ["type"] },
    );
    const property = fc.property(action, (fields) => {
      const event = eventOf(fields);
      const { context, decision } = dataOf(event);
      expect(decision).toEqual(event.decision);
      expect(policy.evaluate(context)).toEqual(decision);
    });
    fc.assert(property, { numRuns: 500, seed: 11 });
  });
});

function cyclic(): object {
  const shared = { a: 1 };
  const object: Record<string, unknown> = { twice: [shared, shared] };
  object["self"] = object;
  return object;
}

function throwSecret(): never {
  throw new RangeError("S3CR3T");
}

/** Takes a write only when it is told to. */
class SlowStream extends Writable {
  readonly written: string[] = [];
  #done: (() => void) | undefined;

  constructor(highWaterMark: number) {
    super({ highWaterMark, decodeStrings: false });
  }

  override _write(text: string, _encoding: string, done: () => void): void {
    this.written.push(text);
    this.#done = done;
  }

  /** Until there is nothing left. */
  async drain(): Promise<void> {
    while (this.#done !== undefined) {
      const done = this.#done;
      this.#done = undefined;
      done();
      await turn();
    }
  }

  get lines() {
    return this.written.map((text) => JSON.parse(text));
  }
}

const numbered = (id: number) => madeEvent({ id });

/** `3` for the event with this id, `-2` for two that are missing. */
const shortly = (line: { id: number; dropped?: number }) =>
  line.dropped === undefined ? line.id : -line.dropped;

describe("a stream", () => {
  it("gets no more than it wants; what is missing is counted, and said when it wants more", async () => {
    const stream = new SlowStream(1);
    const lines = jsonLines(stream, { onError: failTest });
    for (const id of [1, 2, 3]) lines(numbered(id));
    expect(lines.snapshot()).toEqual({ written: 1, dropped: 2 });
    await stream.drain();
    lines(numbered(4));
    lines(numbered(5));
    await stream.drain();
    expect(stream.written.every((text) => text.indexOf("\n") === text.length - 1)).toBe(true);
    expect(stream.written[1]).toBe('{"dropped":2}\n');
    expect(stream.lines.map(shortly)).toEqual([1, -2, 4, -1]);
    expect(lines.snapshot()).toEqual({ written: 2, dropped: 3 });
  });

  it("holds no more than its own mark and a line", () => {
    const stream = new SlowStream(10_000);
    const lines = jsonLines(stream);
    for (let id = 0; id < 10_000; id++) lines(numbered(id));
    expect(stream.writableLength).toBeLessThan(10_000 + 2 * lineOf(numbered(1)).length);
    const { written, dropped } = lines.snapshot();
    expect(written).toBeGreaterThan(1);
    expect(written + dropped).toBe(10_000);
  });

  it("collects no listeners", async () => {
    const stream = new SlowStream(1);
    const lines = jsonLines(stream);
    for (let id = 0; id < 20; id++) {
      lines(numbered(id));
      await stream.drain();
    }
    const counts = ["drain", "error", "close"].map((name) => stream.listenerCount(name));
    expect(counts).toEqual([0, 1, 1]);
  });

  it.each([
    ["destroyed", (stream: Writable) => stream.destroy()],
    ["broken", (stream: Writable) => stream.destroy(new Error("disk full"))],
    ["at its end", (stream: Writable) => stream.end()],
  ])("that is %s stops no call; its loss is reported and counted", async (_, end) => {
    const stream = new Writable({ write: (_chunk, _encoding, done) => done() });
    const onError = vi.fn();
    const lines = jsonLines(stream, { onError });
    const call = runtimeWith(lines).admit("refund", (amount: number) => amount * 2);
    end(stream);
    expect(await call(5)).toBe(10);
    await expect(call(5000)).rejects.toThrow(ActraPolicyError);
    await turn();
    expect(lines.snapshot()).toEqual({ written: 0, dropped: 3 });
    const messages = onError.mock.calls.map(([error]) => error.message);
    expect(messages).toContain("the stream of decisions is closed");
    if (stream.errored) expect(messages).toContain("disk full");
  });

  it("that breaks while it is full is given up, and says so", async () => {
    const stream = new SlowStream(1);
    const onError = vi.fn();
    const lines = jsonLines(stream, { onError });
    lines(numbered(1));
    lines(numbered(2));
    stream.destroy();
    await turn();
    expect(onError).toHaveBeenCalledWith(new Error("the stream of decisions is closed"));
    lines(numbered(3));
    expect(lines.snapshot()).toEqual({ written: 1, dropped: 2 });
  });

  it("that has errors and lives on is written to again", async () => {
    const taken: string[] = [];
    const emitter = new EventEmitter();
    const write = (text: string) => taken.push(text) > 9;
    const onError = vi.fn();
    const lines = jsonLines({ write, once: emitter.once.bind(emitter) }, { onError });
    for (const id of [1, 2]) {
      lines(numbered(id));
      emitter.emit("error", new Error(`number ${id}`));
      await turn();
    }
    expect(taken.map((text) => shortly(JSON.parse(text)))).toEqual([1, 2]);
    expect(onError.mock.calls.map(([error]) => error.message)).toEqual(["number 1", "number 2"]);
  });

  it("may be one with `write` and `once` alone, and may throw", () => {
    const onError = vi.fn();
    const stream = { write: throwSecret, once: () => stream };
    const lines = jsonLines(stream, { onError });
    lines(numbered(1));
    expect(lines.snapshot()).toEqual({ written: 0, dropped: 1 });
    expect(onError).toHaveBeenCalledExactlyOnceWith(new RangeError("S3CR3T"));
  });
});

describe("the writer of a web stream", () => {
  it("gets no more than it wants", async () => {
    const written: string[] = [];
    const releases: (() => void)[] = [];
    const sink = {
      write: (text: string) => {
        written.push(text);
        return new Promise<void>((resolve) => releases.push(resolve));
      },
    };
    const lines = jsonLines(new WritableStream(sink, { highWaterMark: 2 }).getWriter(), {
      onError: failTest,
    });
    for (const id of [1, 2, 3, 4]) lines(numbered(id));
    await turn();
    while (releases.length > 0) {
      releases.shift()!();
      await turn();
    }
    expect(written.map((text) => shortly(JSON.parse(text)))).toEqual([1, 2, -2]);
    expect(lines.snapshot()).toEqual({ written: 2, dropped: 2 });
  });

  it("that breaks stops nothing, and is reported", async () => {
    const onError = vi.fn();
    const lines = jsonLines(new WritableStream({ write: throwSecret }, { highWaterMark: 9 }).getWriter(), {
      onError,
    });
    for (const id of [1, 2, 3]) {
      lines(numbered(id));
      await turn();
    }
    expect(onError).toHaveBeenCalledWith(new RangeError("S3CR3T"));
  });
});

describe("a function", () => {
  it("has room when its promise is settled", async () => {
    const taken: string[] = [];
    const lines = jsonLines(async (line) => {
      taken.push(line);
    });
    lines(numbered(1));
    lines(numbered(2));
    await turn();
    lines(numbered(3));
    lines(numbered(4));
    await turn();
    expect(taken.map((line) => shortly(JSON.parse(line)))).toEqual([1, -1, 3, -1]);
  });

  it.each([
    ["throws", throwSecret],
    ["rejects", async () => throwSecret()],
    // biome-ignore lint/suspicious/noThenProperty: a thenable is what is wanted
    ["gives what throws when it is waited for", () => ({ then: throwSecret })],
  ])("that %s harms no call, and neither does who hears of it", async (_, take) => {
    const onError = vi.fn(throwSecret);
    const lines = jsonLines(take, { onError });
    const call = runtimeWith(lines).admit("refund", (amount: number) => amount);
    expect(await call(5)).toBe(5);
    await turn();
    expect(await call(6)).toBe(6);
    await turn();
    expect(onError).toHaveBeenCalledWith(new RangeError("S3CR3T"));
    expect(onError.mock.calls.length).toBeGreaterThan(1);
    const { written, dropped } = lines.snapshot();
    expect(written + dropped).toBe(4);
  });

  it("gets no event before it is told what is missing ahead of it", () => {
    const taken: string[] = [];
    let calls = 0;
    const take = (line: string) => (calls++ < 2 ? throwSecret() : taken.push(line));
    const lines = jsonLines(take, { onError: () => undefined });
    for (const id of [1, 2, 3]) lines(numbered(id));
    expect(taken.map((line) => shortly(JSON.parse(line)))).toEqual([-2, 3]);
  });

  it("may cause events itself", () => {
    const taken: string[] = [];
    let lines: JsonLines;
    let depth = 0;
    lines = jsonLines((line) => {
      taken.push(line);
      if (depth++ < 3) lines(numbered(depth));
    });
    lines(numbered(0));
    expect(taken.map((line) => shortly(JSON.parse(line)))).toEqual([0, 1, 2, 3]);
  });

  it("warns once when nobody is to hear of errors", () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    const lines = jsonLines(throwSecret);
    for (const id of [1, 2, 3]) lines(numbered(id));
    expect(warn.mock.calls).toEqual([[expect.stringContaining("actra:"), new RangeError("S3CR3T")]]);
    warn.mockRestore();
  });

  it("loses an event that cannot be read, and says so", () => {
    const taken: string[] = [];
    const onError = vi.fn();
    const lines = jsonLines((line) => taken.push(line), { onError });
    lines(Object.defineProperty({ ...allowedEvent }, "context", { get: throwSecret }));
    lines(numbered(2));
    expect(taken.map((line) => shortly(JSON.parse(line)))).toEqual([-1, 2]);
    expect(onError).toHaveBeenCalledExactlyOnceWith(new RangeError("S3CR3T"));
  });

  it("accounts for every event at its place, whenever there is room", async () => {
    const steps = fc.array(fc.constantFrom("event", "room", "failure"), { maxLength: 40 });
    const property = fc.asyncProperty(steps, async (sequence) => {
      const { taken, count, counts } = await replayed(sequence);
      let id = 0;
      for (const number of taken.map((line) => shortly(JSON.parse(line)))) {
        if (number < 0) id -= number;
        else expect(number).toBe(id++);
      }
      expect(id).toBe(count);
      expect(counts.written + counts.dropped).toBe(count);
      expect(counts.written).toBe(taken.filter((line) => !line.startsWith('{"dropped"')).length);
    });
    await fc.assert(property, { numRuns: 300, seed: 3 });
  });
});

/** Events, a destination that takes lines in its own time, and calls of it that fail. */
async function replayed(sequence: readonly string[]) {
  const taken: string[] = [];
  let letGo = () => {};
  let fails = false;
  const lines = jsonLines(
    (line) => {
      if (fails) throwSecret();
      taken.push(line);
      return new Promise<void>((resolve) => {
        letGo = resolve;
      });
    },
    { onError: () => undefined },
  );
  let count = 0;
  for (const step of [...sequence, "room", "room"]) {
    fails = step === "failure";
    if (step === "room") letGo();
    else lines(numbered(count++));
    await turn();
  }
  // What failed at the end is told with the next event.
  fails = false;
  lines(numbered(count++));
  for (let i = 0; i < 3; i++) {
    letGo();
    await turn();
  }
  return { taken, count, counts: lines.snapshot() };
}

describe("recent events", () => {
  it("are the last ones, oldest first", () => {
    const property = fc.property(
      fc.integer({ min: 1, max: 6 }),
      fc.array(fc.boolean(), { maxLength: 30 }),
      (count, clears) => {
        const recent = recentEvents(count);
        let expected: DecisionEvent[] = [];
        for (const [i, clear] of clears.entries()) {
          if (clear && i % 5 === 0) {
            recent.clear();
            expected = [];
          }
          recent(numbered(i));
          expected = [...expected, numbered(i)].slice(-count);
          expect(recent.snapshot()).toEqual(expected);
        }
      },
    );
    fc.assert(property, { seed: 5 });
  });

  it("are the runtime's own, decisions and outcomes", async () => {
    const recent = recentEvents(3);
    const call = runtimeWith(recent).admit("refund", (amount: number) => amount);
    for (const amount of [1, 2]) await call(amount);
    const events = recent.snapshot();
    expect(events.map(({ action, outcome }) => [action["amount"], outcome?.ended])).toEqual([
      [1, "returned"],
      [2, undefined],
      [2, "returned"],
    ]);
    expect(Object.isFrozen(events)).toBe(true);
    recent.clear();
    expect(recent.snapshot()).toEqual([]);
    expect(events).toHaveLength(3);
  });
});

describe("a watched function's result", () => {
  /** As query builders and processes are: whoever asks for `then` runs it. */
  class Query {
    runs = 0;
    // biome-ignore lint/suspicious/noThenProperty: that is what it is about
    then(resolve: (rows: string) => void): void {
      this.runs++;
      resolve("rows");
    }
  }

  // tellOfPlainPromise in runtime/guard.ts.
  it.each(["admitSync", "auditSync"] as const)("is its own for `%s`, and runs nothing", (way) => {
    const recent = recentEvents(2);
    const runtime = runtimeWith(recent);
    const angry = {
      // biome-ignore lint/suspicious/noThenProperty: that is what it is about
      get then() {
        return failTest(new Error("asked"));
      },
    };
    const cancellable = Object.assign(Promise.resolve(1), { cancel: () => 0 });
    const query = new Query();
    for (const result of [query, angry, cancellable, new Proxy(Promise.resolve(1), {}), null, 7]) {
      expect(runtime[way]("refund", (_amount: number) => result)(5)).toBe(result);
      expect(recent.snapshot()[1]!.outcome?.ended).toBe("returned");
    }
    expect(query.runs).toBe(0);
  });

  it("that is a promise is told of when it settles", async () => {
    const recent = recentEvents(2);
    const runtime = runtimeWith(recent);
    const call = runtime.admitSync("refund", async (amount: number) =>
      amount > 5 ? failTest(new TypeError()) : amount,
    );
    expect(await call(5)).toBe(5);
    expect(recent.snapshot()[1]!.outcome?.ended).toBe("returned");
    await expect(call(6)).rejects.toThrow(TypeError);
    expect(recent.snapshot()[1]!.outcome).toMatchObject({ ended: "threw", error: "TypeError" });
  });

  it("is waited for once where a promise is given in any case", async () => {
    const runtime = runtimeWith(recentEvents(2));
    const query = new Query();
    expect(await runtime.admit("refund", (_amount: number) => query)(5)).toBe("rows");
    expect(query.runs).toBe(1);
  });
});

describe("counters", () => {
  it("count decisions, failures and outcomes, each once", async () => {
    const counters = decisionCounters();
    const runtime = runtimeWith(counters);
    const refund = runtime.admit("refund", async (amount: number) => {
      if (amount === 7) throwSecret();
    });
    for (const amount of [5, 6, 7, 500, 5000, Number.NaN]) await refund(amount).catch(() => undefined);
    await runtime.admit("restart", () => undefined)();
    runtime.setSnapshotResolver(throwSecret);
    await refund(5).catch(() => undefined);
    const { latency, ...counts } = counters.snapshot();
    expect(counts).toEqual({
      actions: { refund: 5, restart: 1 },
      effects: { allow: 4, block: 1, require_approval: 1 },
      rules: { "(default)": 4, large: 1, medium: 1 },
      errors: { INPUT_TYPE: 1, RESOLVER_FAILED: 1 },
      outcomes: { returned: 3, threw: 1 },
    });
    expect(latency.count).toBe(8);
    expect(latency.sum).toBeGreaterThan(0);
  });

  it("begin at nothing, as frozen data that stays as it was", () => {
    const counters = decisionCounters();
    const before = counters.snapshot();
    counters(allowedEvent);
    expect(before).toEqual({
      actions: {},
      effects: { allow: 0, block: 0, require_approval: 0 },
      rules: {},
      errors: {},
      outcomes: { returned: 0, threw: 0 },
      latency: { bounds: before.latency.bounds, counts: Array(20).fill(0), count: 0, sum: 0 },
    });
    const after = counters.snapshot();
    const parts = [after, ...Object.values(after), after.latency.bounds, after.latency.counts];
    expect(parts.every(Object.isFrozen)).toBe(true);
    expect(JSON.parse(JSON.stringify(after)).actions).toEqual({ refund: 1 });
  });

  it("keep a bounded number of names, whatever comes from outside", () => {
    const counters = decisionCounters({ maxNames: 3 });
    const runtime = new ActraRuntime(lenient, { observers: [counters] });
    const names = ["refund", "__proto__", "constructor", "toString", "x".repeat(300), "refund", "__proto__"];
    for (const type of names) runtime.evaluate({ type });
    for (let i = 0; i < 1000; i++) runtime.evaluate({ type: `made-up-${i}` });
    runtime.evaluate({} as never);
    const { actions } = counters.snapshot();
    expect(Object.entries(actions)).toEqual([
      ["refund", 2],
      ["__proto__", 2],
      ["constructor", 1],
      ["(other)", 1003],
    ]);
    expect(actions["valueOf"]).toBeUndefined();
  });

  it("keep no long name, and know an action without one", () => {
    const counters = decisionCounters();
    const runtime = new ActraRuntime(lenient, { observers: [counters] });
    for (const type of ["x".repeat(256), "x".repeat(257)]) runtime.evaluate({ type });
    runtime.evaluate({} as never);
    expect(counters.snapshot().actions).toEqual({ ["x".repeat(256)]: 1, "(other)": 1, "(none)": 1 });
  });

  it("do not count names that the policy rejects among the actions", () => {
    const counters = decisionCounters({ maxNames: 1 });
    const runtime = runtimeWith(counters);
    for (const type of ["refnud", "rm -rf", ""])
      expect(() => runtime.evaluate({ type })).toThrow(ActraInputError);
    runtime.evaluate({ type: "restart" });
    expect(counters.snapshot()).toMatchObject({ actions: { restart: 1 }, errors: { INPUT_ACTION: 3 } });
  });

  // Told by the runtime they get no event (tellBriefly in src/runtime/events.ts); told by somebody else they get one.
  it("count the same whether they are told of calls or of events", async () => {
    const [direct, byEvents] = [decisionCounters(), decisionCounters()];
    const runtime = runtimeWith(direct, { observers: [direct, (event) => byEvents(event)] });
    const fails = (_order: object) => throwSecret();
    const run = (result: () => unknown) => runtime.audit("refund", (_order: object) => result());
    const orders = [{ amount: 1 }, { amount: 500 }, { amount: 5000 }, { amount: Number.NaN }, {}];
    const results = [() => 1, () => Promise.resolve(1), () => Promise.reject(new TypeError("no"))];
    for (const order of orders)
      for (const result of [...results, throwSecret]) await run(result)(order).catch(() => undefined);
    for (const order of orders)
      await runtime
        .admit(
          "refund",
          fails,
        )(order)
        .catch(() => undefined);
    expect(() => runtime.evaluate({ type: "refnud" })).toThrow(ActraInputError);
    const [one, other] = [direct.snapshot(), byEvents.snapshot()];
    expect(one).toEqual(other);
    expect(one.outcomes).toEqual({ returned: 10, threw: 11 });
    expect(one.effects.block).toBe(10);
    expect(one.errors).toEqual({ INPUT_TYPE: 5, INPUT_ACTION: 1 });
  });

  it("do not keep others from hearing all of what they hear", async () => {
    const heard: DecisionEvent[] = [];
    const runtime = runtimeWith(decisionCounters(), {
      observers: [decisionCounters(), (event) => heard.push(event), decisionCounters()],
    });
    await runtime.audit("refund", (_order: object) => undefined)({ amount: 1 });
    expect(heard).toHaveLength(2);
    expect(heard[0]!.id).toBe(heard[1]!.id);
    expect(heard.map(({ outcome }) => outcome?.ended)).toEqual([undefined, "returned"]);
  });

  // hasEvent in src/runtime/report.ts: the function may have changed its arguments since.
  it("let nobody hear how a call ended who was not there when it was decided", async () => {
    const heard: DecisionEvent[] = [];
    const runtime = runtimeWith(decisionCounters());
    const refund = runtime.admit("refund", (order: { amount: number }) => {
      if (order.amount === 1) runtime.addDecisionObserver((event) => heard.push(event));
      order.amount = 1_000_000;
    });
    await refund({ amount: 1 });
    expect(heard).toEqual([]);
    await refund({ amount: 2 });
    expect(heard.map(({ action }) => action["amount"])).toEqual([2, 2]);
  });

  it("look at nothing that is costly to have", () => {
    const { type } = allowedEvent.action;
    const action = Object.defineProperty({ type }, "amount", { get: throwSecret, enumerable: true });
    const event = Object.defineProperty(madeEvent({ action }), "context", { get: throwSecret });
    const failed = { ...madeEvent({ decision: undefined, error: new ActraError("INTERNAL", "m") }) };
    for (const name of ["context", "action"]) Object.defineProperty(failed, name, { get: throwSecret });
    const counters = decisionCounters();
    for (const each of [event, failed]) counters(each);
    expect(counters.snapshot()).toMatchObject({ actions: { refund: 1 }, errors: { INTERNAL: 1 } });
  });

  it.each([
    [0, 0],
    [0.005, 0],
    [0.0051, 1],
    [1, 7],
    [1.01, 8],
    [5000, 18],
    [5001, 19],
  ])("put %s ms into bucket %i", (durationMs, bucket) => {
    const counters = decisionCounters();
    counters(madeEvent({ durationMs }));
    const { counts, bounds, sum } = counters.snapshot().latency;
    expect(counts.indexOf(1)).toBe(bucket);
    expect(counts).toHaveLength(bounds.length + 1);
    expect(sum).toBe(durationMs);
  });
});

describe("wrong use", () => {
  it.each<[string, () => unknown]>([
    ["no destination", () => jsonLines(undefined as never)],
    ["null", () => jsonLines(null as never)],
    ["a path", () => jsonLines("decisions.jsonl" as never)],
    ["what has no `write`", () => jsonLines({ once: () => undefined } as never)],
    ["what has nothing but `write`", () => jsonLines({ write: () => true } as never)],
    ["a web stream in place of its writer", () => jsonLines(new WritableStream() as never)],
    ["an option that is none", () => jsonLines(() => undefined, { onerror: () => undefined } as never)],
    ["an `onError` that is no function", () => jsonLines(() => undefined, { onError: 1 } as never)],
    ["no options", () => jsonLines(() => undefined, null as never)],
    ["no number of events", () => recentEvents(undefined as never)],
    ...[0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 1_000_001, "10"].map(
      (count): [string, () => unknown] => [`${count} events`, () => recentEvents(count as never)],
    ),
    ["0 names", () => decisionCounters({ maxNames: 0 })],
    ["1.5 names", () => decisionCounters({ maxNames: 1.5 })],
    ["names without end", () => decisionCounters({ maxNames: Number.POSITIVE_INFINITY })],
    ["a misspelt option", () => decisionCounters({ maxname: 5 } as never)],
    ["options that are none", () => decisionCounters(5 as never)],
  ])("%s is a TypeError", (_, use) => {
    expect(use).toThrow(TypeError);
  });
});
