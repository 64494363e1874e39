import type { DiagnosticCode } from "../../../diagnostics/catalogue.ts";
import type { Text } from "../../2-parse/ast.ts";
import type { PolicyContext } from "../context.ts";
import { namesHelp } from "../names-help.ts";
import { usesIn } from "../uses.ts";

/** Whatever is used by name, in rules and in named conditions, is defined in one of the files. */
export function namesAreKnown({ rules, definitions, reporter }: PolicyContext): void {
  const { conditions, lists } = definitions;
  const look = (name: Text, known: ReadonlyMap<string, unknown>, code: DiagnosticCode, what: string) => {
    if (known.has(name.value)) return;
    const message = `the policy has no ${what} \`${name.value}\``;
    reporter.report({ code, message, span: name.span, ...namesHelp(name.value, known.keys(), reporter) });
  };
  const written = [...conditions.values()].map(({ condition }) => condition);
  for (const condition of [...written, ...rules.map(({ when }) => when)]) {
    if (condition === undefined) continue;
    const uses = usesIn(condition);
    for (const { name } of uses.conditions) look(name, conditions, "unknown-condition", "condition");
    for (const { value } of uses.lists) look(value.name, lists, "unknown-list", "list");
  }
}
