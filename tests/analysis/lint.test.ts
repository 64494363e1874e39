/** What lint says, with its codes, related rules and examples; whether it is right is in brute.test.ts. */
import { describe, expect, it } from "vitest";
import { subjectOf } from "../../src/analysis/core/subject.ts";
import { lint } from "../../src/analysis/lint/lint.ts";
import { lintPolicy } from "../../src/analysis.ts";
import { Actra } from "../../src/index.ts";
import { byLimit, byLiteral } from "../support/many-rules.ts";

const SCHEMA = {
  version: 1,
  actions: {
    refund: {
      fields: {
        amount: { type: "number", minimum: 0 },
        currency: { type: "string", enum: ["EUR", "USD"] },
        path: "string",
      },
    },
  },
  actor: { fields: { role: "string" } },
  snapshot: { fields: { paid: "number" } },
};

interface WrittenRule {
  readonly id: string;
  readonly effect: string;
  readonly when?: string;
  readonly reason?: string;
  readonly mode?: string;
}

function found(rules: readonly WrittenRule[], settings: object = {}) {
  const written = rules.map((rule) => ({ scope: { action: "refund" }, ...rule }));
  const policy = Actra.compile({ schema: SCHEMA, policy: { version: 1, ...settings, rules: written } });
  return lintPolicy(policy).map(({ code, message, help, related = [] }) => ({
    code,
    message,
    ...(help !== undefined && { help }),
    related: related.map(({ span }) => span.source.text.slice(span.start, span.end)),
  }));
}

const block = (id: string, when?: string): WrittenRule => ({ id, effect: "block", ...(when && { when }) });
const allow = (id: string, when?: string): WrittenRule => ({ id, effect: "allow", ...(when && { when }) });

describe("lint", () => {
  it("finds contradictory-rule, and the parts that exclude each other", () => {
    const [finding, ...more] = found([
      block("a", 'action.amount > 10 && actor.role == "x" && action.amount < 5'),
    ]);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      code: "contradictory-rule",
      message: "the condition of rule `a` is true of no input",
      help: "what it reads and is missing still counts as if it matched",
    });
    expect(finding!.related).toHaveLength(2);
  });

  it("sees through patterns", () => {
    const codes = found([block("a", 'action.path.startsWith("/tmp") && action.path.matches("^[^/]")')]).map(
      ({ code }) => code,
    );
    expect(codes).toEqual(["contradictory-rule"]);
  });

  it("finds always-true-rule", () => {
    expect(found([block("a", "action.amount >= 0")])).toMatchObject([{ code: "always-true-rule" }]);
  });

  it("finds shadowed-rule, and the rule that does it", () => {
    expect(found([block("a", "action.amount > 10"), block("b", "action.amount > 100")])).toMatchObject([
      { code: "shadowed-rule", related: ['"a"'] },
    ]);
  });

  it("finds unreachable-rule, and the rules that do it together", () => {
    const rules = [
      block("a", "action.amount > 10"),
      block("b", "action.amount <= 10"),
      block("c", 'actor.role == "x"'),
    ];
    expect(found(rules)).toMatchObject([{ code: "unreachable-rule", related: ['"a"', '"b"'] }]);
  });

  it("finds effect-never-wins, with an input", () => {
    const rules = [
      allow("vip", 'actor.role == "vip" && action.amount > 100'),
      block("large", "action.amount > 50"),
    ];
    expect(found(rules, { default: "block" })).toMatchObject([
      { code: "effect-never-wins", related: ['"large"'], help: expect.stringContaining('"role":"vip"') },
    ]);
  });

  it("finds redundant-rule, but for a rule that says why", () => {
    expect(found([block("a", "action.amount > 100"), block("b", "action.amount > 10")])).toMatchObject([
      { code: "redundant-rule", related: ['"b"'] },
    ]);
    expect(
      found([{ ...block("a", "action.amount > 100"), reason: "too much" }, block("b", "action.amount > 10")]),
    ).toEqual([]);
    expect(found([allow("a")])).toMatchObject([
      { code: "redundant-rule", message: expect.stringContaining("the default") },
    ]);
  });

  it("takes a rule that is exactly what it seems for nothing else", () => {
    const rules = [
      block("a", "action.amount > snapshot.paid"),
      block("b", "action.amount + 1.0 > snapshot.paid"),
    ];
    expect(found(rules)).toEqual([]);
  });

  it("looks through a thousand rules", () => {
    const literal = lint(subjectOf(Actra.compile(byLiteral(1000))));
    expect(literal).toEqual({ findings: [], cutOff: [] });
    const { findings, cutOff } = lint(subjectOf(Actra.compile(byLimit(300))));
    expect(cutOff).toEqual([]);
    expect(findings).toHaveLength(297);
  });

  it("says where it was cut off (analysis-cut-off), and finds nothing false there", () => {
    const policy = Actra.compile(byLiteral(50));
    const { findings, cutOff } = lint(subjectOf(policy), { steps: 3000, stepsEach: [10] });
    expect(findings).toEqual([]);
    expect(cutOff).toHaveLength(50);
  });
});
