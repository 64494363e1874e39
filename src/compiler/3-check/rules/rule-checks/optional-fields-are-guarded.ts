import { OPERATORS } from "../../../../language/operators.ts";
import type { AtomNode, ConditionNode, SubjectNode } from "../../../2-parse/ast.ts";
import { subjectsOf } from "../../../2-parse/subjects.ts";
import { resolveSubject } from "../resolve-subject.ts";
import { type RuleContext, within } from "../rule-context.ts";
import { bothForms } from "./guard-forms.ts";

/**
 * A rule that restricts may not be passed in silence by leaving a field out: where it asks what an optional field is
 * *not*, it says elsewhere, by `exists`, what shall hold when the field is absent.
 */
export function optionalFieldsAreGuarded(rule: RuleContext): void {
  const { node, check } = rule;
  if (node.effect.value === "allow" || check.settings.semantics === "actra-0.7" || node.when === undefined)
    return;
  const reads: Reads = { guards: new Set(), negative: [] };
  collect(node.when, undefined, false, reads, rule);
  const reported = new Set<string>();
  for (const { subject, condition, place } of reads.negative) {
    const path = `${subject.domain.value}.${subject.field.value}`;
    if (reported.has(path) || isGuarded(subject, reads.guards, rule)) continue;
    reported.add(path);
    reportUnguarded(path, subject, condition, place);
  }
}

interface Negative {
  readonly subject: SubjectNode;
  readonly condition: ConditionNode;
  /** The rule, or inside a named condition of it. */
  readonly place: RuleContext;
}

interface Reads {
  /** The paths that `exists` asks about. */
  readonly guards: Set<string>;
  /** Operands of negative atoms, each with the outermost condition that makes the atom negative. */
  readonly negative: Negative[];
}

/** `outermost` is the first `not` on the way, `odd` whether the number of them is. */
function collect(
  node: ConditionNode,
  outermost: ConditionNode | undefined,
  odd: boolean,
  reads: Reads,
  place: RuleContext,
): void {
  switch (node.kind) {
    case "always":
      return;
    case "not":
      collect(node.condition, outermost ?? node, !odd, reads, place);
      return;
    case "all":
    case "any":
      for (const condition of node.conditions) collect(condition, outermost, odd, reads, place);
      return;
    case "named": {
      const named = place.check.definitions.sound.get(node.name.value);
      if (named !== undefined) collect(named, outermost, odd, reads, within(node, place));
      return;
    }
    case "atom":
      if (node.operator.value === "exists")
        for (const subject of subjectsOf(node)) reads.guards.add(pathOf(subject));
      else if (odd || isNegative(node)) {
        for (const subject of subjectsOf(node))
          reads.negative.push({ subject, condition: outermost ?? node, place });
      }
  }
}

function isNegative({ operator, value }: AtomNode): boolean {
  if (OPERATORS[operator.value].negates !== undefined) return true;
  const isFalse =
    value?.kind === "literal" && value.literal.kind === "scalar" && value.literal.value === false;
  return operator.value === "is_empty" && isFalse;
}

function pathOf(subject: SubjectNode): string {
  return `${subject.domain.value}.${subject.field.value}`;
}

/** By `exists` on the path, or on a part of it after which nothing is optional any more. */
function isGuarded(subject: SubjectNode, guards: ReadonlySet<string>, rule: RuleContext): boolean {
  const guardLength = resolveSubject(subject, rule)?.guardLength ?? 0;
  if (guardLength === 0) return true;
  const parts = subject.field.value.split(".");
  for (let length = guardLength; length <= parts.length; length++) {
    if (guards.has(`${subject.domain.value}.${parts.slice(0, length).join(".")}`)) return true;
  }
  return false;
}

function reportUnguarded(
  path: string,
  subject: SubjectNode,
  condition: ConditionNode,
  rule: RuleContext,
): void {
  rule.report({
    code: "unguarded-optional",
    message: `rule \`${rule.node.id.value}\` asks what \`${path}\` is not, and does not say what holds when it is absent`,
    span: subject.field.span,
    help: bothForms(subject, condition),
  });
}
