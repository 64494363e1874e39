import { afterEach, describe, expect, it, vi } from "vitest";
import { disassemble } from "../src/authoring.ts";
import { compileMatches } from "../src/automaton/compile.ts";
import { packAutomaton } from "../src/compiler/5-emit/pack-automaton.ts";
import { analyse } from "../src/compiler/analyse.ts";
import { Actra, type Policy } from "../src/index.ts";
import { isAutomaton } from "../src/program/is-automaton.ts";

// `like` and `matches` from the YAML to the machine: what the vectors of decisions and diagnostics do not show.

const schema = `
version: 1
actions:
  run:
    fields: { text: string, other: string, secret: { type: string, sensitive: true } }
`;

const quoted = (pattern: string) => JSON.stringify(pattern);
const condition = (operator: string, pattern: string, field = "text") =>
  `{ subject: { domain: action, field: ${field} }, operator: ${operator}, value: { literal: ${quoted(pattern)} } }`;

function policyOf(...conditions: string[]): string {
  const rules = conditions.map(
    (when, i) => `  - { id: r${i}, scope: { action: run }, effect: block, when: ${when} }`,
  );
  return `version: 1\ndefault: allow\nrules:\n${rules.join("\n")}\n`;
}

function compiled(...conditions: string[]): Policy {
  return Actra.compile({ schema, policy: policyOf(...conditions) });
}

function run(text: string) {
  return { action: { type: "run", text, other: "", secret: text } };
}

describe("texts of 1 MiB", () => {
  const MOST = 1024 * 1024;

  // For each, a matcher that goes back takes more steps than anybody could wait for.
  it.each([
    ["(a+)+$", "a", false],
    ["(a|a)*b", "a", false],
    ["(a|aa)+$", "a", false],
    ["^(a?){50}a{50}$", "a", false],
    ["(x+x+)+y", "x", false],
    ["(.*a){12}$", "a", true],
    ["^(\\p{L}+)+$", "é", false],
    ["^(?:[^]{2})*$", "😀", true],
  ])("are through /%s/ once", (pattern, piece, matches) => {
    const policy = compiled(condition("matches", pattern));
    const times = Math.floor(MOST / new TextEncoder().encode(piece).length) - 1;
    const text = piece.repeat(times - (times % 2));
    const { effect } = policy.evaluate(run(matches ? text : `${text}!`));
    expect(effect).toBe(matches ? "block" : "allow");
    policy.dispose();
  });

  it("are through many runs of a glob once", () => {
    const policy = compiled(condition("like", `${"*a".repeat(30)}*b`));
    expect(policy.evaluate(run("a".repeat(MOST))).effect).toBe("allow");
    expect(policy.evaluate(run(`${"a".repeat(MOST - 1)}b`)).effect).toBe("block");
    policy.dispose();
  });
});

describe("a program", () => {
  it("has a pattern once, however many rules ask for it", () => {
    const once = compiled(condition("matches", "^\\p{L}{1,40}$")).toBytes({ debug: false });
    const often = Array.from({ length: 50 }, () => condition("matches", "^\\p{L}{1,40}$"));
    const size = compiled(...often).toBytes({ debug: false }).length;
    const { automaton } = compileMatches("^\\p{L}{1,40}$") as Extract<
      ReturnType<typeof compileMatches>,
      { kind: "compiled" }
    >;
    const table = packAutomaton(automaton);
    expect(isAutomaton(table)).toBe(true);
    expect(once.length).toBeGreaterThan(table.length);
    expect(size).toBeLessThan(once.length + table.length);
  });

  it("is the same for the same documents, and decides the same when it is loaded", () => {
    const when = [
      condition("like", "tmp/*"),
      condition("matches", "^[é-漢]+$"),
      condition("matches", "\\bid\\b"),
    ];
    const policy = compiled(...when);
    expect(compiled(...when).toBytes()).toEqual(policy.toBytes());
    const loaded = Actra.load(policy.toBytes());
    for (const [text, rule] of [
      ["tmp/a", "r0"],
      ["é漢", "r1"],
      ["the id", "r2"],
      ["", ""],
    ] as const)
      expect([policy, loaded].map((each) => each.evaluate(run(text)).matched_rule)).toEqual([rule, rule]);
  });

  it("shows its automata when it is taken apart", () => {
    expect(disassemble(compiled(condition("like", "a*")).toBytes())).toMatch(
      /text_matches\.?\w* +action\.text, an automaton of \d+ bytes/,
    );
  });
});

describe("an explanation", () => {
  it("shows the pattern as it is written", () => {
    const explanation = compiled(condition("matches", '^\\d "é"$')).explain(run("x"));
    expect(JSON.stringify(explanation.rules)).toContain(JSON.stringify('^\\d "é"$').slice(1, -1));
    expect(String(explanation)).toContain('matches "^\\\\d \\"é\\"$"');
  });

  it("keeps what is sensitive to itself", () => {
    const explanation = compiled(condition("matches", "^x", "secret")).explain(run("the secret"));
    expect(`${explanation}${JSON.stringify(explanation)}`).not.toContain("the secret");
  });
});

describe("the policy hash", () => {
  const hash = (operator: string, pattern: string) => compiled(condition(operator, pattern)).policyHash();

  it("is of the pattern as it is written, and of the operator", () => {
    const hashes = [
      hash("matches", "a|b"),
      hash("matches", "[ab]"),
      hash("matches", "\\p{L}"),
      hash("like", "a|b"),
    ];
    expect(new Set(hashes).size).toBe(4);
    expect(hash("matches", "\\p{L}")).toBe(hashes[2]);
    const block = policyOf(
      "{ subject: { domain: action, field: text }, operator: like, value: { literal: 'a|b' } }",
    );
    expect(Actra.compile({ schema, policy: block }).policyHash()).toBe(hashes[3]);
  });

  describe("under another version of Unicode", () => {
    afterEach(() => {
      vi.restoreAllMocks();
      vi.resetModules();
    });

    /** As if letters were fewer. */
    async function hashThere(pattern: string): Promise<string> {
      vi.resetModules();
      vi.doMock("../src/automaton/escapes.ts", async (actual) => {
        const escapes = await actual<typeof import("../src/automaton/escapes.ts")>();
        return { ...escapes, property: () => [0x61, 0x7b] };
      });
      const { Actra: There } = await import("../src/index.ts");
      vi.doUnmock("../src/automaton/escapes.ts");
      return There.compile({ schema, policy: policyOf(condition("matches", pattern)) }).policyHash();
    }

    it("is another where that makes a difference, and only there", async () => {
      expect(await hashThere("^\\p{L}$")).not.toBe(hash("matches", "^\\p{L}$"));
      expect(await hashThere("^\\w$")).toBe(hash("matches", "^\\w$"));
      expect(await hashThere("\\p{L}|[^]|^$")).toBe(hash("matches", "\\p{L}|[^]|^$"));
    });
  });
});

describe("many patterns", () => {
  it("that are all too large are refused within the limit of the policy", () => {
    const conditions = Array.from({ length: 60 }, (_, i) => condition("matches", `(a|b)*a(a|b){${20 + i}}`));
    const { diagnostics } = analyse(
      { schema, policy: policyOf(...conditions) },
      { limits: { patternSteps: 300_000 } },
    );
    const messages = diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message);
    expect(messages).toHaveLength(60);
    expect(messages.filter((message) => message.includes("10002 states")).length).toBeLessThan(10);
    expect(messages.at(-1)).toContain("more than 300000 steps");
  });
});

it("a rule that governance selects may be one with a pattern", () => {
  const governance = `
version: 1
governance:
  rules:
    - id: no_patterns
      select: { where: { when: { operator: matches } } }
      must: { forbid: true }
      error: No regular expressions
`;
  const check = (operator: string) =>
    Actra.check({ schema, policy: policyOf(condition(operator, "a")), governance }).map(({ code }) => code);
  expect(check("matches")).toEqual(["governance-violation"]);
  expect(check("like")).toEqual([]);
});
