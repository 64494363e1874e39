import type { ConditionNode } from "../../2-parse/ast.ts";
import type { PolicyContext } from "../context.ts";
import type { Definitions } from "../definitions.ts";
import { usesIn } from "../uses.ts";

/** A name that no rule uses was probably meant to be used. Not asked where an error may hide the use. */
export function namesAreUsed({ rules, definitions, reporter }: PolicyContext): void {
  if (reporter.hasErrors) return;
  const used = usedBy(
    rules.flatMap(({ when }) => when ?? []),
    definitions,
  );
  for (const { name } of [...definitions.conditions.values(), ...definitions.lists.values()]) {
    if (used.has(name)) continue;
    reporter.report({
      code: "unused-name",
      message: `no rule uses \`${name.value}\``,
      span: name.span,
      help: "use it or delete it",
    });
  }
}

/** The names of all that the conditions use, by way of others too. */
function usedBy(
  conditions: readonly ConditionNode[],
  { conditions: known, lists }: Definitions,
): Set<unknown> {
  const used = new Set<unknown>();
  const waiting = [...conditions];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const uses = usesIn(next);
    for (const { value } of uses.lists) used.add(lists.get(value.name.value)?.name);
    for (const use of uses.conditions) {
      const definition = known.get(use.name.value);
      if (definition === undefined || used.has(definition.name)) continue;
      used.add(definition.name);
      if (definition.condition) waiting.push(definition.condition);
    }
  }
  return used;
}
