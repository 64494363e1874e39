import { Places } from "../../compiler/1-read/places.ts";
import { insertBelowVersion } from "../../compiler/edits/insert.ts";
import type { LintContext } from "../lint-context.ts";

/** What holds when no rule matches is the most important line of a policy, so it is there. */
export function defaultIsWritten({ documents, policy, report }: LintContext): void {
  const [first] = documents.policies;
  if (first === undefined || documents.policies.some(({ settings }) => settings.default !== undefined))
    return;
  const written = `default: ${policy.settings.default}`;
  const edit = insertBelowVersion(first.source, written);
  report({
    code: "default-not-written",
    message: `the policy does not say its \`default\`, which is \`${policy.settings.default}\``,
    span: versionSpan(first.source),
    help: "write `default: block`, `default: require_approval` or `default: allow`",
    ...(edit && { fix: { title: `write \`${written}\``, keeps: "hash", edits: [edit] } }),
  });
}

/** The line that it would stand below, or the start of the text. */
function versionSpan(source: LintContext["documents"]["policies"][number]["source"]) {
  const match = /^version:[^\n\r#]*/m.exec(source.text);
  const start = match?.index ?? 0;
  return Places.of(source).span(start, start + (match?.[0].trimEnd().length ?? 0));
}
