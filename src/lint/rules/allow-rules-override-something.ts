import { inOrder } from "../../compiler/4-lower/lower.ts";
import type { Rule } from "../../language/model.ts";
import type { LintContext } from "../lint-context.ts";

const HELP = {
  strictest: "under `strictest` it wins against no rule: delete it, or write `default: block`",
  first_match: "no rule that restricts comes after it: delete it, or write `default: block`",
};

/** Where everything is allowed by default, an `allow` rule is there to win against one that restricts. */
export function allowRulesOverrideSomething({ policy, report }: LintContext): void {
  const { settings } = policy;
  if (settings.default !== "allow") return;
  const overridden = new Restricted();
  const idle: Rule[] = [];
  // From the last one on: what has been passed is what a rule can win against. Strictest rules come first, under `strictest`.
  for (const { rule } of inOrder(policy).toReversed()) {
    if (rule.mode === "audit") continue;
    if (rule.effect !== "allow") overridden.add(rule);
    else if (!overridden.meets(rule)) idle.push(rule);
  }
  for (const { id, idSpan } of idle.toReversed()) {
    report({
      code: "allow-overrides-nothing",
      message: `rule \`${id}\` allows what \`default: allow\` allows already`,
      span: idSpan,
      help: HELP[settings.resolution],
    });
  }
}

/** The actions that rules restrict. */
class Restricted {
  readonly #actions = new Set<string>();
  #any = false;
  #all = false;

  add({ scope }: Rule): void {
    this.#any = true;
    if (scope.actions === undefined) this.#all = true;
    for (const action of scope.actions ?? []) this.#actions.add(action);
  }

  meets({ scope }: Rule): boolean {
    if (this.#all || scope.actions === undefined) return this.#any;
    return scope.actions.some((action) => this.#actions.has(action));
  }
}
