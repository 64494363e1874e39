import type { Reporter } from "../../diagnostics/reporter.ts";
import type { Source } from "../../diagnostics/span.ts";
import type { DocumentLimits } from "../../language/limits.ts";
import { type PolicySources, type Sources, withSlashes } from "../sources.ts";
import { textOfData } from "./data-text.ts";

/** From what users hand in to texts with names. Never throws, whatever is handed in. */
export function sourcesOf(given: PolicySources, limits: DocumentLimits, reporter: Reporter): Sources {
  const source = (path: string, document: unknown) => sourceOf(path, document, limits, reporter);
  const schema = source("schema", given.schema);
  const policies = Array.isArray(given.policy)
    ? policyFiles(given.policy, reporter)
    : [source("policy", given.policy)].filter((policy) => policy !== undefined);
  const governance = given.governance === undefined ? undefined : source("governance", given.governance);
  return { ...(schema && { schema }), policies, ...(governance && { governance }) };
}

function sourceOf(
  path: string,
  document: unknown,
  limits: DocumentLimits,
  reporter: Reporter,
): Source | undefined {
  if (typeof document === "string") return { path, text: document };
  if (typeof document === "object" && document !== null) return textOfData(path, document, limits, reporter);
  const message = `\`${path}\` is ${document === null ? "null" : `of type ${typeof document}`}`;
  reporter.report({ code: "unusable-value", message, help: "a document is YAML text, or plain data" });
  return undefined;
}

function policyFiles(files: readonly unknown[], reporter: Reporter): Source[] {
  if (files.length === 0)
    reporter.report({ code: "missing-file", message: "the list of policy files is empty" });
  const sources = files.map((file, index) => policyFile(file, index, reporter));
  return inPathOrder(
    sources.filter((source) => source !== undefined),
    reporter,
  );
}

function policyFile(file: unknown, index: number, reporter: Reporter): Source | undefined {
  const { path, text } = (file ?? {}) as { path?: unknown; text?: unknown };
  if (typeof path === "string" && typeof text === "string") return { path: withSlashes(path), text };
  const message = `\`policy[${index}]\` is no policy file`;
  reporter.report({ code: "unusable-value", message, help: "write `{ path, text }`, both of them text" });
  return undefined;
}

/** The same order everywhere, whatever the locale. A path that was there already is reported and left out. */
function inPathOrder(sources: readonly Source[], reporter: Reporter): Source[] {
  const byPath = new Map<string, Source>();
  for (const source of sources) {
    if (!byPath.has(source.path)) byPath.set(source.path, source);
    else
      reporter.report({
        code: "duplicate-path",
        message: `two policy files have the path \`${source.path}\``,
      });
  }
  return [...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}
