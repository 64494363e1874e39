import { OPERATORS } from "../../../language/operators.ts";
import { ITEM } from "../../../language/types.ts";
import type { AtomNode, LiteralList, SubjectNode } from "../../2-parse/ast.ts";
import { subjectsOf } from "../../2-parse/subjects.ts";
import type { Report } from "../context.ts";
import type { RuleContext } from "./rule-context.ts";

// An atom as if it had been written in the rule and its list in the atom, and where to tell what is wrong with it.

export interface SpelledOut {
  readonly node: AtomNode;
  readonly rule: RuleContext;
}

/** `undefined` when there is no such list, or it is broken, or no list may stand there; all of which is reported. */
export function spelledOut(node: AtomNode, context: RuleContext): SpelledOut | undefined {
  const rule = isAlikeEverywhere(node) ? withoutUses(context) : context;
  const { value } = node;
  if (value?.kind !== "list") return { node, rule };
  const list = rule.check.definitions.lists.get(value.name.value)?.list;
  if (list === undefined || takesBounds(node, rule.report)) return undefined;
  // What is wrong with the list as a whole is wrong here; what is wrong with an item, there.
  const literal: LiteralList = { kind: "list", items: list.items, span: value.name.span };
  const used = { message: `used in ${rule.where}`, span: value.name.span };
  const report: Report = (finding) => {
    const related = [...(finding.related ?? []), used];
    rule.report(isInside(finding.span, list.span) ? { ...finding, related } : finding);
  };
  return {
    node: { ...node, value: { kind: "literal", literal, span: value.span } },
    rule: { ...rule, report },
  };
}

/** A named list is a set of values; the two bounds of `between` are none. */
function takesBounds({ operator, value }: AtomNode, report: Report): boolean {
  if (value?.kind !== "list" || OPERATORS[operator.value].forms.some(({ right }) => right !== "pair"))
    return false;
  report({
    code: "operator-type-mismatch",
    message: `operator \`${operator.value}\` takes two bounds, not the list \`${value.name.value}\``,
    span: value.name.span,
    help: "write `value: { literal: [low, high] }`",
  });
  return true;
}

function isInside(span: LiteralList["span"] | undefined, around: LiteralList["span"]): boolean {
  return span?.source === around.source && span.start >= around.start && span.end <= around.end;
}

/** Whatever the scope of the rule: only fields of the action depend on it. */
function isAlikeEverywhere(node: AtomNode): boolean {
  return subjectsOf(node).every(isAlike);
}

function isAlike({ domain, field }: SubjectNode): boolean {
  return (domain.value !== "action" && domain.value !== ITEM) || field.value === "type";
}

/** What every rule would be told of alike is told of once, and of no rule. */
function withoutUses(rule: RuleContext): RuleContext {
  if (rule.uses.length === 0) return rule;
  const { reporter } = rule.check;
  return { ...rule, uses: [], report: reporter.report.bind(reporter) };
}
