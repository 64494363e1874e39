import type { Edit } from "../../../diagnostics/diagnostic.ts";
import type { ConditionNode, LiteralList, Text } from "../../2-parse/ast.ts";
import { deleteEntry } from "../../edits/delete.ts";
import type { PolicyContext } from "../context.ts";
import type { Definitions } from "../definitions.ts";
import { usesIn } from "../uses.ts";

/** A name that no rule uses was probably meant to be used. Not asked where an error may hide the use. */
export function namesAreUsed({ rules, policies, definitions, reporter }: PolicyContext): void {
  if (reporter.hasErrors) return;
  const used = usedBy(
    rules.flatMap(({ when }) => when ?? []),
    definitions,
  );
  const report = (name: Text, edit: Edit | undefined) => {
    const fix = edit && { title: `delete \`${name.value}\``, keeps: "hash" as const, edits: [edit] };
    const message = `no rule uses \`${name.value}\``;
    reporter.report({
      code: "unused-name",
      message,
      span: name.span,
      help: "use it or delete it",
      ...(fix && { fix }),
    });
  };
  for (const { conditions, lists } of policies.map((policy) => policy.definitions)) {
    for (const { name, condition } of conditions)
      if (!used.has(name)) report(name, deletion(name, condition, "conditions", conditions));
    for (const { name, list } of lists)
      if (!used.has(name)) report(name, deletion(name, list, "lists", lists));
  }
}

function deletion(
  name: Text,
  value: ConditionNode | LiteralList | undefined,
  key: string,
  all: readonly unknown[],
): Edit | undefined {
  return value && deleteEntry(name.span, value.span.end, { key, isOnly: all.length === 1 });
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
