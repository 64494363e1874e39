import { pathText } from "../../../../language/model.ts";
import { OPERATORS } from "../../../../language/operators.ts";
import { ITEM } from "../../../../language/types.ts";
import type { AtomNode, ConditionNode, SubjectNode } from "../../../2-parse/ast.ts";
import { subjectsOf } from "../../../2-parse/subjects.ts";
import { itemScope } from "../item-scope.ts";
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
  for (const negative of reads.negative) {
    const path = pathOf(negative.subject, negative.place);
    if (reported.has(path) || isGuarded(negative, reads.guards)) continue;
    reported.add(path);
    reportUnguarded(negative);
  }
}

/** A `not` outside of the quantifier that an atom stands in is no place to ask whether something exists: there is no item. */
type Outermost = ConditionNode | "outside";

interface Negative {
  readonly subject: SubjectNode;
  readonly condition: Outermost;
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
  outermost: Outermost | undefined,
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
    case "any_item":
    case "all_items": {
      if (odd) reads.negative.push({ subject: node.list, condition: outermost ?? node, place });
      const item = itemScope(node, place);
      if (item !== undefined)
        collect(node.where, odd ? "outside" : undefined, odd, reads, { ...place, item });
      return;
    }
    case "atom":
      if (node.operator.value === "exists")
        for (const subject of subjectsOf(node)) reads.guards.add(pathOf(subject, place));
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

/** Items of different lists are different. */
function pathOf({ domain, field }: SubjectNode, { item }: RuleContext): string {
  const around = domain.value === ITEM && item !== undefined ? `${pathText(item.list)} ` : "";
  return `${around}${domain.value}.${field.value}`;
}

/** By `exists` on the path, or on a part of it after which nothing is optional any more. */
function isGuarded({ subject, place }: Negative, guards: ReadonlySet<string>): boolean {
  const guardLength = resolveSubject(subject, place)?.guardLength ?? 0;
  if (guardLength === 0) return true;
  const parts = subject.field.value.split(".");
  for (let length = guardLength; length <= parts.length; length++) {
    const field = { ...subject.field, value: parts.slice(0, length).join(".") };
    if (guards.has(pathOf({ ...subject, field }, place))) return true;
  }
  return false;
}

function reportUnguarded({ subject, condition, place }: Negative): void {
  const path = `${subject.domain.value}.${subject.field.value}`;
  place.report({
    code: "unguarded-optional",
    message: `rule \`${place.node.id.value}\` asks what \`${path}\` is not, and does not say what holds when it is absent`,
    span: subject.field.span,
    help: helpFor(subject, condition, path),
  });
}

/** In an expression an item goes by a name of the user's, which is not known here. */
function helpFor(subject: SubjectNode, condition: Outermost, path: string): string {
  const isNamed = subject.isPath === true && subject.domain.value === ITEM;
  if (condition !== "outside" && !isNamed) return bothForms(subject, condition);
  return `ask where the item is asked about, by \`${isNamed ? "has" : "exists"}\`, whether \`${path}\` is there`;
}
