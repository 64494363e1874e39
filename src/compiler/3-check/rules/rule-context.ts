import type { Related } from "../../../diagnostics/diagnostic.ts";
import type { FieldReference } from "../../../language/model.ts";
import type { NamedNode, RuleNode } from "../../2-parse/ast.ts";
import type { CheckContext, Report } from "../context.ts";
import type { FieldsTogether } from "../fields-together.ts";
import type { FieldsByPath } from "../resolved-field.ts";

/** One rule under check, with what its scope lets it read of the action. */
export interface RuleContext {
  readonly node: RuleNode;
  /** What is being looked at, as messages say it: ``rule `a` ``, or the named condition of it, ``condition `large` ``. */
  readonly where: string;
  /** The uses that led into a named condition, the innermost first. */
  readonly uses: readonly Related[];
  /** The declared actions of the scope, sorted and unique; absent where the scope names none. */
  readonly actions?: readonly string[];
  /** What these have in common, when they are several. */
  readonly together?: FieldsTogether;
  /** The list that is being looked into. */
  readonly item?: ItemScope;
  readonly check: CheckContext;
  readonly report: Report;
}

/** What `item` means inside of a quantifier. */
export interface ItemScope {
  readonly list: FieldReference;
  /** As messages say it: ``an item of `action.lines` ``. */
  readonly owner: string;
  readonly fields: FieldsByPath;
  /** What the lists of several actions have in common. */
  readonly together?: FieldsTogether;
}

/** The rule inside a condition that it uses by name: what is found there is told with the use that it comes from. */
export function within({ name }: NamedNode, rule: RuleContext): RuleContext {
  const uses = [{ message: `used in ${rule.where}`, span: name.span }, ...rule.uses];
  const { reporter } = rule.check;
  const report: Report = (finding) => {
    const related = [...(finding.related ?? []), ...uses];
    reporter.report({ ...finding, related });
  };
  return { ...rule, where: `condition \`${name.value}\``, uses, report };
}
