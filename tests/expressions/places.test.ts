import { expect, it } from "vitest";
import { Document, Scalar } from "yaml";
import type { ConditionNode } from "../../src/compiler/2-parse/ast.ts";
import { analyse } from "../../src/compiler/analyse.ts";
import type { Span } from "../../src/diagnostics/span.ts";
import { Actra } from "../../src/index.ts";

// What comes after the parser knows nothing of expressions: explanations point into them, governance looks at their operators.

const schema = `version: 1
actions: { refund: { fields: { amount: number, currency: string } } }
actor: { fields: { role: string } }
`;

const policy = `version: 1
default: allow
rules:
  - id: large
    scope: { action: refund }
    when: >-
      action.amount > 1000
      && !(actor.role in ["manager"])
        && action.currency == "EUR"
    effect: block
`;

it("an explanation points at each condition's own line and column", () => {
  const explanation = Actra.compile({ schema, policy }).explain({
    action: { type: "refund", amount: 2000, currency: "EUR" },
    actor: { role: "agent" },
  });
  const [rule] = explanation.rules;
  const { conditions } = rule!.condition as unknown as { conditions: { operator: string; place: object }[] };
  expect(conditions.map(({ operator, place }) => [operator, place])).toMatchObject([
    ["greater_than", { line: 7, column: 7 }],
    ["not_in", { line: 8, column: 10 }],
    ["equals", { line: 9, column: 12 }],
  ]);
});

const STYLES = ["PLAIN", "QUOTE_SINGLE", "QUOTE_DOUBLE", "BLOCK_LITERAL", "BLOCK_FOLDED"] as const;

/** As text of YAML in some style, broken into lines where it may be. */
function styled(expression: string, style: (typeof STYLES)[number]): string {
  const document = new Document({
    version: 1,
    rules: [{ id: "a", scope: { action: "refund" }, effect: "allow", when: "" }],
  });
  const when = new Scalar(expression);
  when.type = style;
  document.setIn(["rules", 0, "when"], when);
  return document.toString({ lineWidth: 24, minContentWidth: 0 });
}

it.each(STYLES)("every path stands where the file has it, in the style %s", (style) => {
  const expressions = [
    'action.amount > 1000 && !(actor.role in ["manager", "it\'s"]) || action.currency == "EUR"',
    "(action.amount < 1 || action.amount.between(5, 10)) && actor.role == 'a  b' && actor.role != r'\\d'",
    'action.currency == "a\\n\\"b" && action.currency.startsWith("\u00e9") && action.amount != 5',
    "action.amount > 1 &&\n  // large\n    actor.role == action.currency\n\n  && action.amount < 5",
  ];
  for (const expression of expressions) {
    const { documents, diagnostics } = analyse({ schema, policy: styled(expression, style) });
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    const paths = subjectsIn(documents.policies[0]!.rules[0]!.when!);
    expect(paths.map(textAt)).toEqual(expression.match(/(?:action|actor)\.(?:amount|role|currency)/g));
    for (const { line, column, source, start } of paths)
      expect(start).toBe(
        source.text.split("\n", line - 1).join("\n").length + (line > 1 ? 1 : 0) + column - 1,
      );
  }
});

function subjectsIn(condition: ConditionNode): Span[] {
  switch (condition.kind) {
    case "always":
    case "named":
      return [];
    case "not":
      return subjectsIn(condition.condition);
    case "atom":
      return [condition.subject.span, ...(condition.value?.kind === "subject" ? [condition.value.span] : [])];
    case "any_item":
    case "all_items":
      return [condition.list.span, ...subjectsIn(condition.where)];
    default:
      return condition.conditions.flatMap(subjectsIn);
  }
}

function textAt({ source, start, end }: Span): string {
  return source.text.slice(start, end);
}

it("governance selects by the operator that an expression means", () => {
  const demand = (operator: string) => `version: 1
governance:
  rules:
    - id: g
      select: { where: { when: { subject: { domain: actor, field: role }, operator: ${operator} } } }
      must: { exists: true }
      error: Roles are looked at
`;
  const codes = (operator: string) =>
    Actra.check({ schema, policy, governance: demand(operator) }).map(({ code }) => code);
  expect(codes("not_in")).toEqual([]);
  expect(codes("in")).toEqual(["governance-violation"]);
});
