import { expect, it } from "vitest";
import { Actra } from "../src/index.ts";

// The compiler as a whole: everything that is wrong is told in one go, and what is wrong never compiles.

const schema = "version: 1\nactions:\n  refund: { fields: { amount: number, note: string? } }\n";

function codes(policy: string): string[] {
  return Actra.check({ schema, policy }).map(({ code, span }) => `${span?.line}: ${code}`);
}

it("tells of a wrong word, a wrong name and a wrong type in one rule together", () => {
  const policy = `version: 1
rules:
  - id: a
    scope: { action: refnud }
    effect: blok
  - id: b
    scope: { action: refund }
    effect: block
    mode: enforced
    when:
      all:
        - { subject: { domain: action, field: amount }, operator: greater, value: { literal: 1 } }
        - { subject: { domain: action, field: amuont }, operator: equals, value: { literal: 1 } }
        - { subject: { domain: action, field: amount }, operator: equals, value: { literal: one } }
`;
  expect(codes(policy)).toEqual([
    "4: unknown-action",
    "5: unknown-word",
    "9: unknown-word",
    "12: unknown-word",
    "13: unknown-field",
    "14: operator-type-mismatch",
  ]);
});

it("does not ask for a guard in a rule of which a part is not there", () => {
  const policy = `version: 1
rules:
  - id: a
    scope: { action: refund }
    effect: block
    when:
      all:
        - { subject: { domain: action, field: note }, operator: exits }
        - { subject: { domain: action, field: note }, operator: not_equals, value: { literal: x } }
`;
  expect(codes(policy)).toEqual(["8: unknown-word"]);
});

it("takes a `max_length` as large as numbers are exact", () => {
  const schema = `version: 1\nactions: { say: { fields: { word: { type: string, max_length: ${Number.MAX_SAFE_INTEGER} } } } }\n`;
  const when = "{ subject: { domain: action, field: word }, operator: equals, value: { literal: x } }";
  const policy = `version: 1\nrules:\n  - { id: a, scope: { action: say }, effect: block, when: ${when} }\n`;
  expect(Actra.compile({ schema, policy }).evaluate({ action: { type: "say", word: "x" } }).effect).toBe(
    "block",
  );
});

// compiler/1-read/clean-prototype.ts: what a document lacks would be found there.
it.each([
  ["semantics", "actra-0.7"],
  ["approval", { approvers: ["mallory"] }],
  ["inputLimits", {}],
  ["anything", 0],
])("compiles nothing while `Object.prototype` has a `%s`", (name, value) => {
  const policy =
    "version: 1\nrules: [{ id: a, scope: { action: refund }, when: action.amount > 3, effect: block }]";
  const works = [() => Actra.compile({ schema, policy }), () => Actra.check({ schema, policy })];
  const thrown = works.map((work) => {
    (Object.prototype as Record<string, unknown>)[name] = value;
    try {
      return work();
    } catch (error) {
      return error;
    } finally {
      delete (Object.prototype as Record<string, unknown>)[name];
    }
  });
  for (const error of thrown) expect(error).toMatchObject({ code: "PROTOTYPE_POLLUTED" });
  expect(Actra.compile({ schema, policy }).evaluate({ action: { type: "refund", amount: 5 } }).effect).toBe(
    "block",
  );
});

it("compiles where a library has added a function to all objects", () => {
  Object.defineProperty(Object.prototype, "should", { get: () => 1, configurable: true });
  Object.defineProperty(Object.prototype, "each", { value: () => 1, configurable: true });
  try {
    expect(codes("version: 1\nrules: []")).toEqual([]);
  } finally {
    for (const name of ["should", "each"]) delete (Object.prototype as Record<string, unknown>)[name];
  }
});
