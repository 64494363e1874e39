import type { LintContext } from "../lint-context.ts";

/** An action of the schema is in the scope of some rule, or all of them are. */
export function actionsHaveRules({ documents, policy, report }: LintContext): void {
  const { settings, rules } = policy;
  const covering = rules.filter(
    ({ scope }) => settings.semantics !== "actra-0.7" || scope.actor === undefined,
  );
  if (covering.some(({ scope }) => scope.actions === undefined)) return;
  const covered = new Set(covering.flatMap(({ scope }) => scope.actions ?? []));
  for (const { name } of documents.schema?.actions ?? []) {
    if (covered.has(name.value)) continue;
    report({
      code: "action-without-rules",
      message: `no rule covers the action \`${name.value}\`, so it always gets \`${settings.default}\` by default`,
      span: name.span,
      help: "write a rule for it, or suppress this where the default is meant",
    });
  }
}
