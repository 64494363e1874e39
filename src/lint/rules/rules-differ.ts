import { deleteItem } from "../../compiler/edits/delete.ts";
import { conditionText } from "../../compiler/hash.ts";
import type { Fix } from "../../diagnostics/diagnostic.ts";
import type { Rule } from "../../language/model.ts";
import type { LintContext } from "../lint-context.ts";

/** A rule says something that no rule before it has said. */
export function rulesDiffer({ policy, documents, report }: LintContext): void {
  const earlier = new EarlierRules();
  const files = documents.policies.map(({ rules }) => rules);
  const alone = new Set(files.flatMap((rules) => (rules.length === 1 ? [rules[0]!.id.value] : [])));
  for (const rule of policy.rules) {
    const first = earlier.covering(rule);
    if (first === undefined) {
      earlier.add(rule);
      continue;
    }
    const fix = alone.has(rule.id) ? undefined : fixFor(rule, first);
    report({
      code: "repeated-rule",
      message: `rule \`${rule.id}\` repeats rule \`${first.id}\``,
      span: rule.idSpan,
      help: "delete it, or make it differ",
      related: [{ message: "the earlier rule", span: first.idSpan }],
      ...(fix && { fix }),
    });
  }
}

/** Rules by what repeats. Scopes of one kind only, since the resolution may try those of another kind first. */
class EarlierRules {
  readonly #byScope = new Map<string, Rule>();
  /** For an action, the rule with most actions. */
  readonly #widest = new Map<string, Rule>();

  add(rule: Rule): void {
    const key = keyOf(rule);
    const { actions = [] } = rule.scope;
    this.#byScope.set(`${key} ${actions.join(" ")}`, rule);
    for (const action of actions) {
      const known = this.#widest.get(`${key} ${action}`)?.scope.actions ?? [];
      if (actions.length > known.length) this.#widest.set(`${key} ${action}`, rule);
    }
  }

  /** One that has all actions of the rule. */
  covering(rule: Rule): Rule | undefined {
    const key = keyOf(rule);
    const { actions = [] } = rule.scope;
    const same = this.#byScope.get(`${key} ${actions.join(" ")}`);
    if (same !== undefined || actions.length === 0) return same;
    const wider = this.#widest.get(`${key} ${actions[0]}`);
    const known = new Set(wider?.scope.actions);
    return actions.every((action) => known.has(action)) ? wider : undefined;
  }
}

/** All that two rules share of which one repeats the other, but for their actions. */
function keyOf({ scope, when, effect, mode }: Rule): string {
  const kind = [scope.actions !== undefined, scope.actor?.name ?? null];
  return JSON.stringify([kind, effect, mode, conditionText(when)]);
}

/** Approvals and audits list every rule that matches, and the later rule may outlive the earlier one. */
function fixFor({ id, mode, approval, expires, span }: Rule, first: Rule): Fix | undefined {
  if (mode === "audit" || approval !== undefined || expires !== first.expires) return undefined;
  const edit = deleteItem(span);
  return edit && { title: `delete rule \`${id}\``, keeps: "decisions", edits: [edit] };
}
