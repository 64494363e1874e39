import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { analyse } from "../src/compiler/analyse.ts";
import { Actra } from "../src/index.ts";
import { LARGEST_DOCUMENT_LIMITS } from "../src/language/largest-limits.ts";
import { HOSTILE_TEXTS } from "./support/documents/hostile-texts.ts";
import type { HostileRun } from "./support/documents/run-hostile.ts";

// No text hangs the compiler, exhausts its memory or gets past it. Texts are analysed in a process of their own, with
// a bound on its heap. Time is processor time, and bounded by what `yaml` takes in the same process for an honest policy as
// large as a file may be: a busy machine is slow at both. Short texts have a fourth of that time: what takes time with the
// square of its length takes a fourth of it for half the text, so half the text tells as much.

const SECOND = 1000;
const MEGABYTES = 1000;
const MIB = 2 ** 20;
const script = fileURLToPath(new URL("support/documents/run-hostile.ts", import.meta.url));

const SCHEMA = "version: 1\nactions: { refund: { fields: { amount: number } } }\n";

describe("a hostile text", () => {
  let honest = 0;
  const runs = new Map<string, HostileRun>();

  beforeAll(async () => {
    const options = ["--import", "tsx", `--max-old-space-size=${MEGABYTES}`, script];
    const { stdout } = await promisify(execFile)(process.execPath, options, { maxBuffer: 2 ** 24 });
    for (const line of stdout.trim().split("\n")) {
      const run: HostileRun | { honest: number } = JSON.parse(line);
      if ("honest" in run) honest = Math.max(honest, run.honest);
      else runs.set(run.name, run);
    }
  }, 300 * SECOND);

  it.each(Object.entries(HOSTILE_TEXTS))("%s", (name, { code, also = [], comparable }) => {
    const { codes, length, ours, yaml = 0, memory } = runs.get(name)!;
    if (code === undefined) expect(codes).toEqual([]);
    else expect(codes).toContain(code);
    expect(codes.filter((other) => other !== code && !also.includes(other))).toEqual([]);
    expect(ours).toBeLessThan(length < MIB ? honest : 4 * honest);
    expect(memory).toBeLessThan(MEGABYTES);
    if (comparable) expect(ours).toBeLessThan(2 * yaml + (length < MIB ? SECOND / 8 : SECOND / 2));
  });
});

/** A policy whose lists and maps are `depth` deep: the document, `rules`, a rule, conditions, an atom and its subject. */
function nestedPolicy(depth: number): string {
  const conditions = depth - 5;
  const atom =
    "{ subject: { domain: action, field: amount }, operator: greater_than, value: { literal: 1 } }";
  const when = "{ not: ".repeat(conditions) + atom + " }".repeat(conditions);
  return `version: 1\nrules:\n  - id: deep\n    scope: { action: refund }\n    effect: allow\n    when: ${when}\n`;
}

describe("nesting", () => {
  const errorsOf = (policy: string) =>
    analyse({ schema: SCHEMA, policy })
      .diagnostics.filter(({ severity }) => severity === "error")
      .map(({ code }) => code);

  it("is fine up to 64", () => {
    expect(errorsOf(nestedPolicy(64))).toEqual([]);
  });

  it("is refused from 65", () => {
    expect(errorsOf(nestedPolicy(65))).toEqual(["over-limit"]);
  });

  it("is counted in block style too", () => {
    const keys = (depth: number) =>
      Array.from({ length: depth }, (_, index) => `${" ".repeat(index)}k:\n`).join("") +
      `${" ".repeat(depth)}x\n`;
    expect(errorsOf(keys(64))).not.toContain("over-limit");
    expect(errorsOf(keys(65))).toEqual(["over-limit"]);
  });
});

describe("nesting by name", () => {
  const compiled = (length: number) => {
    const negated = Array.from(
      { length },
      (_, index) => `  c${index + 1}: { not: { condition: c${index} } }\n`,
    );
    const sources = {
      schema: `${SCHEMA}actor: { kind: role, fields: { role: { type: string, enum: [bot] } } }\n`,
      policy: `version: 1
conditions:
  c0: { subject: { domain: action, field: type }, operator: in, value: { list: known } }
${negated.join("")}lists: { known: [refund] }
rules:
  - { id: deep, scope: { action: refund, actor: bot }, effect: block, when: { not: { condition: c${length} } } }
`,
    };
    return Actra.compile(sources, { limits: { depth: LARGEST_DOCUMENT_LIMITS.depth } });
  };

  it("is borne by a program as deep as the limit may be", () => {
    const policy = Actra.load(compiled(97).toBytes());
    const input = { action: { type: "refund" }, actor: { role: "bot" } };
    expect(policy.explain(input)).toMatchObject({
      effect: "block",
      rules: [{ condition: { kind: "all", truth: "true" } }],
    });
  });

  it("is refused beyond", () => {
    expect(() => compiled(98)).toThrow("too-much-expansion");
  });
});

it("takes 100,000 rules over four files", { timeout: 300 * SECOND }, () => {
  const rules = (first: number) =>
    Array.from(
      { length: 25_000 },
      (_, index) => `- {id: r${first + index}, scope: {global: true}, effect: block}\n`,
    );
  const file = (path: string, first: number) => ({
    path,
    text: `version: 1\nrules:\n${rules(first).join("")}`,
  });
  const { policy } = analyse({
    schema: SCHEMA,
    policy: ["d", "b", "c", "a"].map((name) => file(`${name}.yaml`, 25_000 * "abcd".indexOf(name))),
  });
  expect(policy?.rules.length).toBe(100_000);
  expect(policy?.rules[0]?.id).toBe("r0");
});

describe("what editors and other tools leave in a file", () => {
  const policy = "\ufeffversion: 1\r\n\r\n# a comment\r\nrules:\r\n  - id: a\r\n    effect: deny\r\n";

  it("does no harm to positions", () => {
    const { diagnostics } = analyse({ schema: `\ufeff${SCHEMA.replaceAll("\n", "\r\n")}`, policy });
    const places = diagnostics.map(({ code, span }) => [code, span?.line, span?.column]);
    expect(places).toContainEqual(["unknown-word", 6, 13]);
    expect(places).toContainEqual(["missing-key", 5, 5]);
  });

  it("does not count a byte order mark as a column", () => {
    const { diagnostics } = analyse({ schema: SCHEMA, policy: "\ufeffwersion: 1\nrules: []\n" });
    const unknown = diagnostics.find(({ code }) => code === "unknown-key");
    expect([unknown?.span?.start, unknown?.span?.line, unknown?.span?.column]).toEqual([1, 1, 1]);
  });
});
