import { namesHelp } from "../compiler/3-check/names-help.ts";
import type { Span } from "../diagnostics/span.ts";
import { DOMAINS } from "../language/types.ts";
import type { Actions } from "./policy-facts.ts";
import type { TestContext } from "./test-context.ts";

/** A path that the schema does not have, for the actions in question. */
export function reportUndeclared(
  path: string,
  span: Span,
  actions: Actions,
  { facts, reporter }: TestContext,
): void {
  const owner =
    actions?.length === 1 && path.startsWith("action.") ? `action \`${actions[0]}\`` : "the schema";
  const names = [...DOMAINS, ...facts.paths(actions)];
  const message = `${owner} has no \`${path}\``;
  reporter.report({ code: "unknown-field", message, span, ...namesHelp(path, names, reporter) });
}
