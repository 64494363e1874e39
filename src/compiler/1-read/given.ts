import type { Reporter } from "../../diagnostics/reporter.ts";
import type { Source } from "../../diagnostics/span.ts";
import { oneOf } from "../../diagnostics/suggest.ts";
import type { DocumentLimits } from "../../language/limits.ts";
import { type PolicySources, type Sources, withSlashes } from "../sources.ts";
import { textOfData } from "./data-text.ts";
import { isPlain } from "./plain-object.ts";
import { thrown } from "./thrown.ts";

type Handed = Readonly<Partial<Record<keyof PolicySources, unknown>>>;

const SOURCES = ["schema", "policy", "governance"] as const satisfies readonly (keyof PolicySources)[];

/** From what users hand in to texts with names. Never throws, whatever is handed in. */
export function sourcesOf(given: unknown, limits: DocumentLimits, reporter: Reporter): Sources {
  const handed = readOnce(given, reporter);
  if (handed === undefined) return { policies: [] };
  const source = (path: string, document: unknown) => sourceOf(path, document, limits, reporter);
  const schema = source("schema", handed.schema);
  const policies = policySources(handed.policy, limits, reporter);
  const governance = handed.governance === undefined ? undefined : source("governance", handed.governance);
  return { ...(schema && { schema }), policies, ...(governance && { governance }) };
}

/** Of a policy in one document, or in several files. Never throws either. */
export function policySources(
  policy: unknown,
  limits: DocumentLimits,
  reporter: Reporter,
): readonly Source[] {
  if (isList(policy)) return policyFiles(policy, limits, reporter);
  const source = sourceOf("policy", policy, limits, reporter);
  return source === undefined ? [] : [source];
}

/** A misspelt `governance` would be one that is not there. */
function readOnce(given: unknown, reporter: Reporter): Handed | undefined {
  try {
    if (typeof given === "object" && given !== null && isPlain(given)) return knownSources(given, reporter);
    unusable(`the sources are ${kindOf(given)}`, SOURCES_HELP, reporter);
  } catch (error) {
    unusable(`reading the sources threw ${thrown(error)}`, SOURCES_HELP, reporter);
  }
  return undefined;
}

const SOURCES_HELP = "hand in a plain object: `{ schema, policy }`, with `governance` if there is one";

function knownSources(given: object, reporter: Reporter): Handed {
  const handed: Record<string, unknown> = { ...given };
  for (const key of Object.keys(handed)) {
    if ((SOURCES as readonly string[]).includes(key)) continue;
    const help = oneOf(key, SOURCES);
    reporter.report({
      code: "unknown-key",
      message: `unknown key \`${key}\` in the sources`,
      ...(help && { help }),
    });
  }
  return handed;
}

function unusable(message: string, help: string, reporter: Reporter): undefined {
  reporter.report({ code: "unusable-value", message, help });
}

function kindOf(value: unknown): string {
  if (typeof value !== "object") return `of type ${typeof value}`;
  return value === null ? "null" : "no plain object";
}

/** A revoked proxy is no list, and `isArray` throws on it. */
function isList(value: unknown): value is readonly unknown[] {
  try {
    return Array.isArray(value);
  } catch {
    return false;
  }
}

function sourceOf(
  path: string,
  document: unknown,
  limits: DocumentLimits,
  reporter: Reporter,
): Source | undefined {
  if (typeof document === "string") return { path, text: document };
  if (typeof document === "object" && document !== null) return textOfData(path, document, limits, reporter);
  return unusable(`\`${path}\` is ${kindOf(document)}`, "a document is YAML text, or plain data", reporter);
}

function policyFiles(files: readonly unknown[], limits: DocumentLimits, reporter: Reporter): Source[] {
  try {
    const { length } = files;
    if (length === 0) reporter.report({ code: "missing-file", message: "the list of policy files is empty" });
    return inPathOrder(wholeFiles(files, length, limits, reporter), reporter);
  } catch (error) {
    unusable(`reading \`policy\` threw ${thrown(error)}`, FILE_HELP, reporter);
    return [];
  }
}

/** Holes are no files either. Ends when more are wrong than anybody is told of: a list may be of any length. */
function wholeFiles(
  files: readonly unknown[],
  length: number,
  limits: DocumentLimits,
  reporter: Reporter,
): Source[] {
  const sources: Source[] = [];
  for (let index = 0; index < length && index - sources.length <= limits.diagnostics; index++) {
    const source = policyFile(files[index], index, reporter);
    if (source !== undefined) sources.push(source);
  }
  return sources;
}

const FILE_HELP = "write `{ path, text }`, both of them text";

function policyFile(file: unknown, index: number, reporter: Reporter): Source | undefined {
  const { path, text } = (file ?? {}) as { path?: unknown; text?: unknown };
  if (typeof path === "string" && typeof text === "string") return { path: withSlashes(path), text };
  return unusable(`\`policy[${index}]\` is no policy file`, FILE_HELP, reporter);
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
