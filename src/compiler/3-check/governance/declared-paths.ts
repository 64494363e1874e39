import type { Finding } from "../../../diagnostics/diagnostic.ts";
import type { Span } from "../../../diagnostics/span.ts";
import { DOMAINS } from "../../../language/types.ts";
import { namesHelp } from "../names-help.ts";
import { declaredAt, type FieldsByPath, declaredPaths as pathsOf } from "../resolved-field.ts";
import type { GovernanceContext } from "./governance-context.ts";

// Governance is about many rules at once, so a field under `action` may be of any action that it applies to.

/** Whether `action.amount` and its like is declared. */
export function isDeclared(path: string, governed: GovernanceContext): boolean {
  const [domain, field] = split(path);
  for (const fields of fieldsOf(domain, governed)) if (declaredAt(fields, field) !== undefined) return true;
  return false;
}

export function unknownField(path: string, span: Span, governed: GovernanceContext): Finding {
  return {
    code: "unknown-field",
    message: `the schema declares no field \`${path}\`${governed.node.appliesTo ? " for these actions" : ""}`,
    span,
    ...namesHelp(path, declaredPaths(governed), governed.check.reporter),
  };
}

/** With their domains; one path more than once when several actions have it. */
function* declaredPaths(governed: GovernanceContext): Iterable<string> {
  for (const domain of DOMAINS) {
    for (const fields of fieldsOf(domain, governed)) {
      for (const path of pathsOf(fields)) yield `${domain}.${path}`;
    }
  }
}

function split(path: string): [string, string] {
  const dot = path.indexOf(".");
  return [path.slice(0, dot), path.slice(dot + 1)];
}

/** One after the other: mostly the first will do. */
function* fieldsOf(domain: string, { node, check }: GovernanceContext): Iterable<FieldsByPath> {
  const { index } = check;
  if (domain === "actor" || domain === "snapshot") yield index[domain];
  if (domain !== "action") return;
  yield index.anyAction;
  const actions = node.appliesTo?.actions.map((action) => action.value) ?? index.actionNames;
  for (const action of actions) yield index.action(action);
}
