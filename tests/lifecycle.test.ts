/** Policies come and go, inputs grow and shrink: memory stays where it was, and every decision is the right one. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { pack } from "msgpackr";
import { describe, expect, it, vi } from "vitest";
import { Actra, ActraError, type Policy, type PolicyInput } from "../src/index.ts";
import { Machine } from "../src/machine/machine.ts";
import { wasmModule } from "../src/machine/provider.ts";
import { deciders } from "../src/policy/deciders.ts";
import { Random } from "./generate/random.ts";
import { machine } from "./support/machine.ts";
import { allowed, compileRefund, refund } from "./support/refund.ts";

/** Blocks one word of its own and allows all others; takes about as many bytes as its rules have. */
function wordPolicy(word: string, rules: number, textLength: number): Uint8Array {
  const atom = (literal: string) => ({
    subject: { domain: "action", field: "word" },
    operator: "starts_with",
    value: { literal },
  });
  const filler = Array.from({ length: rules - 1 }, (_, i) => ({
    id: `filler_${i}`,
    scope: { action: "say" },
    when: atom(`${i}${"x".repeat(textLength)}`),
    effect: "block",
  }));
  const policy = Actra.compile({
    schema: { version: 1, actions: { say: { fields: { word: "string" } } } },
    policy: {
      version: 1,
      rules: [...filler, { id: word, scope: { action: "say" }, when: atom(word), effect: "block" }],
    },
  });
  const bytes = policy.toBytes({ debug: false });
  policy.dispose();
  return bytes;
}

const say = (word: string) => ({ action: { type: "say", word } });

/** Calls it at each depth of the stack, whatever it throws. */
function toTheEnd(call: () => void, args: readonly unknown[]): void {
  const deeper = (...same: unknown[]): void => {
    try {
      call();
    } catch {}
    deeper(...same);
  };
  expect(() => deeper(...args)).toThrow(RangeError);
}

const SCHEMA_OF_WORDS = "version: 1\nactions: { say: { fields: { word: string, loud: boolean } } }";

describe("memory", () => {
  // release and join in assembly/memory.ts: what is given back is used again, in whatever order it comes back.
  it("stays flat while 3,000 policies are loaded and disposed of", () => {
    const words = ["one", "two", "three", "four", "five", "six", "seven", "eight"];
    const files = words.map((word, i) => wordPolicy(word, 1 + 3 * i, 40 * i * i));
    const extents = [1, 2, 3, 4, 5].map(() => {
      comeAndGo(600, words, files);
      return machine().extent();
    });
    // The same policies come and go in the same order each time, so they find room where they had it before.
    expect(extents).toEqual([extents[0], ...new Array(4).fill(extents[1])]);
  });

  /** Twenty of them are there at any time. */
  function comeAndGo(count: number, words: readonly string[], files: readonly Uint8Array[]): void {
    const random = new Random(1);
    const alive: { policy: Policy; word: string }[] = [];
    for (let left = count; left > 0 || alive.length > 0; left--) {
      const i = random.below(files.length);
      if (left > 0) alive.push({ policy: Actra.load(files[i]!), word: words[i]! });
      if (left > 0 && alive.length < 20) continue;
      const [{ policy, word }] = alive.splice(random.below(alive.length), 1) as [(typeof alive)[number]];
      if (policy.evaluate(say(`${word}!`)).matched_rule !== word) expect.unreachable(word);
      policy.dispose();
    }
  }

  // reserve in assembly/frame.ts: the frame grows to the largest input, and no further.
  it("stays bounded over 40,000 decisions on inputs of ever-changing size", () => {
    const policy = Actra.compile({
      schema:
        "version: 1\nactions: { say: { fields: { text: string, list: 'string[]', numbers: 'number[]' } } }",
      policy: `version: 1
rules:
  - id: loud
    scope: { action: say }
    when: { subject: { domain: action, field: text }, operator: ends_with, value: { literal: "!" } }
    effect: block
  - id: listed
    scope: { action: say }
    when: { subject: { domain: action, field: list }, operator: contains, value: { subject: { domain: action, field: text } } }
    effect: require_approval
  - id: counted
    scope: { action: say }
    when: { subject: { domain: action, field: numbers }, operator: contains, value: { literal: -1 } }
    effect: require_approval`,
    });
    const random = new Random(2);
    const long = "x".repeat(100_000);
    const size = (most: number) => Math.floor(most * random.next() ** 24);
    let warm = 0;
    for (let count = 0; count < 40_000; count++) {
      const text = long.slice(0, size(100_000)) + (count % 3 === 0 ? "!" : "");
      const list = new Array<string>(size(300)).fill("y");
      const numbers = new Array<number>(size(3000)).fill(1);
      if (count % 5 === 0) list.push(text);
      if (count % 7 === 0) numbers.push(-1);
      const { matched_rule } = policy.evaluate({ action: { type: "say", text, list, numbers } });
      const rule = count % 3 === 0 ? "loud" : count % 5 === 0 ? "listed" : count % 7 === 0 ? "counted" : "";
      if (matched_rule !== rule) expect.unreachable(`${count}: ${matched_rule}, not ${rule}`);
      if (count === 10_000) warm = machine().extent();
    }
    expect(machine().extent() - warm).toBeLessThan(512 * 1024);
    expect(machine().extent()).toBeLessThan(4 * 1024 * 1024);
    policy.dispose();
  });

  it("is not taken by decisions and explanations that fail", () => {
    const policy = compileRefund();
    policy.explain(refund());
    const before = machine().extent();
    for (let count = 0; count < 2000; count++) {
      expect(() => policy.evaluate({ action: { type: "refund", amount: "x" } })).toThrow(ActraError);
      expect(() => policy.explain({ action: { type: "refund", amount: Number.NaN } })).toThrow(ActraError);
      policy.explain(refund());
    }
    expect(machine().extent()).toBe(before);
    policy.dispose();
  });

  // The FinalizationRegistry in policy.ts, in a process whose garbage collector can be told to run.
  it("of policies that nobody holds any more is freed", { timeout: 60_000 }, async () => {
    const script = fileURLToPath(new URL("support/forgotten-policies.ts", import.meta.url));
    const run = promisify(execFile);
    const { stdout } = await run(process.execPath, ["--expose-gc", "--import", "tsx", script]);
    const { forgotten, kept, decides } = JSON.parse(stdout) as Record<string, number | string>;
    expect(decides).toBe("word");
    // Were nothing freed, the second half would take as much again as the first.
    expect(forgotten).toBeLessThan((kept as number) * 0.2);
  });

  // alone in machine/words.ts: a word that is kept would else keep the text that it was cut out of.
  it("of texts that words were cut out of is not kept", { timeout: 60_000 }, async () => {
    const script = fileURLToPath(new URL("support/cut-out-words.ts", import.meta.url));
    const run = promisify(execFile);
    const { stdout } = await run(process.execPath, ["--expose-gc", "--import", "tsx", script]);
    const { kept, read, effect } = JSON.parse(stdout) as Record<string, number | string>;
    expect(effect).toBe("block");
    expect(kept).toBeLessThan((read as number) * 0.1);
  });

  // giveBack in machine/decide.ts.
  it("of what was read of an input that was refused is not kept", () => {
    const policy = Actra.compile({
      schema: SCHEMA_OF_WORDS,
      policy: `version: 1
rules:
  - id: shouted
    scope: { action: say }
    when:
      all:
        - { subject: { domain: action, field: word }, operator: starts_with, value: { literal: no } }
        - { subject: { domain: action, field: loud }, operator: equals, value: { literal: true } }
    effect: block`,
    });
    const bad = { action: { type: "say", word: "secret", loud: "yes" } };
    const decider = deciders.get(policy)!;
    const values = () => {
      const staging = decider.borrow();
      decider.giveBack(staging);
      return staging.values.filter((value) => value !== undefined);
    };
    expect(() => policy.evaluate(bad)).toThrow(ActraError);
    expect(values()).toEqual([]);
    expect(policy.evaluateMany([bad])[0]).toBeInstanceOf(ActraError);
    expect(values()).toEqual([]);
    policy.dispose();
  });

  // #outcome in machine/decide.ts: else each later decision would have a staging of its own made, and this one would stay.
  it("of a list that cannot be read is lent again", () => {
    const policy = Actra.compile({ schema: SCHEMA_OF_WORDS, policy: "version: 1\nrules: []" });
    const decider = deciders.get(policy)!;
    const borrowed = () => {
      const staging = decider.borrow();
      decider.giveBack(staging);
      return staging;
    };
    const before = borrowed();
    const input = { action: { type: "say", word: "x", loud: false } };
    const unreadable = [input, input, input];
    const get = () => {
      throw new Error("no such row");
    };
    Object.defineProperty(unreadable, 2, { get });
    expect(() => policy.evaluateMany(unreadable)).toThrow("no such row");
    expect(borrowed()).toBe(before);
    policy.dispose();
  });

  // Where `lent` is set in machine/decide.ts. How much of the stack a call takes depends on what is compiled: other depths, other ends.
  it("of a decision at the end of the stack is lent again", { timeout: 60_000 }, () => {
    const input = { action: { type: "say", word: "x", loud: true } };
    const packed = pack(input);
    const decisions = {
      one: (policy: Policy) => policy.evaluate(input),
      many: (policy: Policy) => policy.evaluateMany([input]),
      guarded: (policy: Policy) => deciders.get(policy)!.decideAction("say", input.action, input),
      packed: (policy: Policy) => policy.evaluatePacked(packed),
    };
    const lost = Array.from({ length: 15 }, (_, depth) =>
      Object.entries(decisions).flatMap(([name, decide]) => {
        const policy = Actra.compile({
          schema: SCHEMA_OF_WORDS,
          policy: `version: 1
rules:
  - { id: loud, scope: { action: say }, when: action.loud, effect: block }
  - { id: word, scope: { action: say }, when: "action.word.startsWith('y')", effect: block, mode: audit }`,
        });
        const { loaded } = deciders.get(policy)!;
        decide(policy);
        const before = loaded.machine.frame;
        toTheEnd(() => decide(policy), new Array(depth).fill(0));
        decide(policy);
        const isLent = loaded.machine.frame !== before;
        policy.dispose();
        return isLent ? [`${name} ${depth}`] : [];
      }),
    );
    expect(lost.flat()).toEqual([]);
  });

  // Items that were read before hold on neither to the text that they were cut out of nor to its source.
  it("of documents that were compiled with a memory is not kept", { timeout: 60_000 }, async () => {
    const script = fileURLToPath(new URL("support/edited-policies.ts", import.meta.url));
    const run = promisify(execFile);
    const { stdout } = await run(process.execPath, ["--expose-gc", "--import", "tsx", script]);
    const { kept, read } = JSON.parse(stdout) as Record<string, number>;
    expect(kept).toBeLessThan(read! * 0.4);
  });
});

describe("the machine's memory", () => {
  const fresh = () => new Machine(new WebAssembly.Instance(wasmModule()));

  it("gives blocks that are whole and apart, in whatever order they come and go", () => {
    const random = new Random(4);
    const memory = fresh();
    const blocks: { at: number; size: number; mark: number }[] = [];
    for (let count = 0; count < 20_000; count++) {
      if (blocks.length < 50 && random.chance(0.55)) {
        const size = random.chance(0.02) ? random.below(100_000) : random.below(600);
        const at = memory.allocate(size);
        const mark = count & 0xff;
        expect(at % 8).toBe(0);
        memory.u8.fill(mark, at, at + size);
        blocks.push({ at, size, mark });
      } else if (blocks.length > 0) {
        const [{ at, size, mark }] = blocks.splice(random.below(blocks.length), 1) as [
          (typeof blocks)[number],
        ];
        if (memory.u8.subarray(at, at + size).some((byte) => byte !== mark))
          expect.unreachable(`block at ${at}`);
        memory.release(at);
      }
    }
    expect(memory.extent()).toBeLessThan(50 * 100_000);
  });

  // join in assembly/memory.ts: without it, ever larger blocks would never fit where smaller ones have been.
  it.each(["first", "last", "any"])("joins what is given back, the %s block first", (which) => {
    const random = new Random(5);
    const memory = fresh();
    const blocks = Array.from({ length: 200 }, (_, i) => memory.allocate(100 + i));
    const before = memory.extent();
    while (blocks.length > 0) {
      const index =
        which === "first" ? 0 : which === "last" ? blocks.length - 1 : random.below(blocks.length);
      memory.release(blocks.splice(index, 1)[0]!);
    }
    memory.allocate(200 * 199);
    expect(memory.extent()).toBe(before);
  });

  it("gives a larger heap a place of its own, whatever stands behind the smaller one", () => {
    const memory = fresh();
    memory.heap(100);
    const block = memory.allocate(100);
    memory.u8.fill(7, block, block + 100);
    const heap = memory.heap(1_000_000);
    memory.u8.fill(9, heap, heap + 1_000_000);
    expect(memory.extent()).toBeGreaterThanOrEqual(heap + 1_000_000);
    expect(memory.u8.subarray(block, block + 100).every((byte) => byte === 7)).toBe(true);
  });

  // heap in src/machine/machine.ts: one that is outgrown is given back.
  it("uses again what smaller heaps took", () => {
    const memory = fresh();
    for (let size = 4096; size <= 2 ** 20; size *= 2) memory.heap(size);
    const before = memory.extent();
    const at = memory.heap(100);
    memory.allocate(900_000);
    expect(memory.extent()).toBe(before);
    expect(memory.heap(2 ** 20)).toBe(at);
  });

  it("gives no more than there is, and goes on", () => {
    const memory = fresh();
    for (const size of [2 ** 31, 2 ** 32, 2 ** 32 + 8, 2 ** 40, Number.POSITIVE_INFINITY]) {
      const exhausted = expect.objectContaining({ code: "MEMORY_EXHAUSTED" });
      expect(() => memory.allocate(size), `${size}`).toThrow(exhausted);
      expect(() => memory.heap(size), `${size}`).toThrow(exhausted);
    }
    expect(memory.allocate(100)).toBeGreaterThan(0);
    expect(memory.heap(100)).toBeGreaterThan(0);
    expect(memory.extent()).toBeLessThan(100_000);
  });
});

describe("many policies at once", () => {
  it("decide each by its own rules", () => {
    const policies = Array.from({ length: 300 }, (_, i) => ({
      word: `w${i}.`,
      policy: Actra.load(wordPolicy(`w${i}.`, 1 + (i % 4), i % 50)),
    }));
    const random = new Random(3);
    for (let round = 0; round < 20_000; round++) {
      const { word, policy } = random.pick(policies);
      const said = random.chance(0.5) ? word : random.pick(policies).word;
      const { effect } = policy.evaluate(say(said));
      if (effect !== (said === word ? "block" : "allow"))
        expect.unreachable(`${said} to the policy of ${word}`);
    }
    for (const { policy } of policies) policy.dispose();
  });

  it("do not notice that others are disposed of", () => {
    const [first, second, third] = ["a", "b", "c"].map((word) => Actra.load(wordPolicy(word, 5, 100)));
    second!.dispose();
    const fourth = Actra.load(wordPolicy("d", 3, 50));
    for (const [word, policy] of [
      ["a", first!],
      ["c", third!],
      ["d", fourth],
    ] as const) {
      expect(policy.evaluate(say(word)).matched_rule).toBe(word);
      expect(policy.evaluate(say("b")).effect).toBe("allow");
      policy.dispose();
    }
  });
});

describe("a disposed policy", () => {
  const calls: Readonly<Record<string, (policy: Policy) => unknown>> = {
    evaluate: (policy) => policy.evaluate(refund()),
    evaluateAction: (policy) => policy.evaluateAction(refund().action),
    evaluateMany: (policy) => policy.evaluateMany([refund()]),
    evaluatePacked: (policy) => policy.evaluatePacked(new Uint8Array([0x80])),
    evaluatePackedMany: (policy) => policy.evaluatePackedMany(new Uint8Array()),
    explain: (policy) => policy.explain(refund()),
    assertEffect: (policy) => policy.assertEffect(refund(), "allow"),
    policyHash: (policy) => policy.policyHash(),
    getSchema: (policy) => policy.getSchema(),
    hasSchema: (policy) => policy.hasSchema(),
    needs: (policy) => policy.needs("refund"),
    outcomes: (policy) => policy.outcomes(refund(), { unknown: ["snapshot"] }),
    toBytes: (policy) => policy.toBytes(),
  };

  function disposed(): Policy {
    const policy = compileRefund();
    policy.dispose();
    return policy;
  }

  it("has each of its calls in this list, but those that dispose", () => {
    const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(disposed()));
    expect(methods.filter((name) => name !== "constructor" && name !== "dispose").sort()).toEqual(
      Object.keys(calls).sort(),
    );
  });

  it.each(Object.entries(calls))("refuses %s", (_name, call) => {
    const policy = disposed();
    for (const _ of [1, 2])
      expect(() => call(policy)).toThrow(
        expect.objectContaining({ name: "ActraError", code: "POLICY_DISPOSED" }),
      );
  });

  it("refuses bad input as well, before it reads any of it", () => {
    const input = Object.defineProperty({}, "action", { get: () => expect.unreachable() });
    expect(() => disposed().evaluate(input)).toThrow(expect.objectContaining({ code: "POLICY_DISPOSED" }));
    expect(() => disposed().explain(input)).toThrow(expect.objectContaining({ code: "POLICY_DISPOSED" }));
  });

  it("may be disposed of again", () => {
    const policy = compileRefund();
    // A second release of the same memory would give it to two policies, or never end.
    const release = vi.spyOn(machine(), "release");
    for (const _ of [1, 2, 3]) expect(policy.dispose()).toBeUndefined();
    const released = release.mock.calls.flat();
    release.mockRestore();
    expect(released).toHaveLength(2);
    expect(new Set(released).size).toBe(2);
  });

  /** What it takes and gives back of the machine's memory meanwhile. */
  function traffic(run: () => void) {
    const memory = machine();
    const allocate = vi.spyOn(memory, "allocate");
    const release = vi.spyOn(memory, "release");
    run();
    const taken = allocate.mock.results.map(({ value }) => value as number);
    const released = release.mock.calls.flat();
    for (const spy of [allocate, release]) spy.mockRestore();
    return { taken: taken.sort(), released: released.sort() };
  }

  // giveBack in src/machine/decide.ts: the slots of a decision under way outlive the policy, and no longer than it.
  it("gives everything back, once, when code that a decision runs disposes of it", () => {
    for (const within of [0, 1, 2]) {
      const { taken, released } = traffic(() => {
        const policy = compileRefund();
        const input = (depth: number): PolicyInput => ({
          ...refund(),
          get snapshot() {
            if (depth === 0) policy.dispose();
            else expect(() => policy.evaluate(input(depth - 1))).toThrow("disposed");
            return refund().snapshot;
          },
        });
        expect(() => policy.evaluate(input(within))).toThrow("disposed");
        expect(() => policy.evaluate(refund())).toThrow("disposed");
      });
      expect(released).toEqual(taken);
      expect(new Set(taken).size).toBe(taken.length);
    }
  });

  it("has given back what decisions within decisions, explanations and outcomes took", () => {
    const policy = compileRefund();
    const nested: PolicyInput = {
      ...refund(),
      get snapshot() {
        expect(policy.evaluate(refund())).toEqual(allowed);
        return refund().snapshot;
      },
    };
    const bad = { ...refund(), snapshot: 1 } as unknown as PolicyInput;
    const calls = [
      () => policy.evaluate(nested),
      () => policy.explain(nested),
      () => policy.outcomes(nested, { unknown: ["actor"] }),
      () => expect(() => policy.evaluate(bad)).toThrow(),
      () => expect(() => policy.explain(bad)).toThrow(),
      () => expect(() => policy.outcomes(bad, { unknown: ["actor"] })).toThrow(),
    ];
    for (const call of calls) {
      // The first call may make the heap, which stays.
      call();
      const { taken, released } = traffic(call);
      expect(released).toEqual(taken);
    }
    policy.dispose();
  });

  it("leaves decisions, explanations, schema and bytes that it gave as they were", () => {
    const policy = compileRefund();
    const decision = policy.evaluate(refund());
    const explanation = policy.explain(refund());
    const [schema, bytes] = [policy.getSchema(), policy.toBytes()];
    const text = String(explanation);
    policy.dispose();
    const later = Array.from({ length: 20 }, compileRefund);
    expect(decision).toEqual(allowed);
    expect(String(explanation)).toBe(text);
    expect(schema.actions).toHaveLength(1);
    expect(Actra.load(bytes).evaluate(refund())).toEqual(allowed);
    for (const policy of later) policy.dispose();
  });

  it("is what `using` leaves behind", () => {
    let leaked: Policy;
    {
      using policy = compileRefund();
      leaked = policy;
      expect(policy.evaluate(refund())).toEqual(allowed);
    }
    expect(() => leaked.evaluate(refund())).toThrow(expect.objectContaining({ code: "POLICY_DISPOSED" }));
  });

  it("has Symbol.dispose as another way to say dispose, out of sight", () => {
    const policy = compileRefund();
    expect(Object.keys(policy)).toEqual(["diagnostics"]);
    policy[Symbol.dispose]();
    expect(() => policy.policyHash()).toThrow(ActraError);
    policy[Symbol.dispose]();
    policy.dispose();
  });
});
