import type { FoundFiles } from "../compiler/sources.ts";
import type { Source } from "../diagnostics/span.ts";
import { DOCUMENT_LIMITS, type DocumentLimits } from "../language/limits.ts";
import { pathsInFolder } from "./policy-folder.ts";
import { type Finder, missing, readSource } from "./source-file.ts";
import { stemOf, yamlFiles } from "./spelling.ts";

/**
 * The documents of a policy directory: `schema.yaml`, `policy.yaml` and `policies/**`, `governance.yaml`, each with
 * `.yaml` or `.yml`. Their paths start in the directory. What is wrong there is in the findings; the promise is
 * never rejected for it.
 */
export async function readDirectory(
  directory: string,
  limits: DocumentLimits = DOCUMENT_LIMITS,
): Promise<FoundFiles> {
  const { readdir } = await import("node:fs/promises");
  const finder: Finder = { limits, findings: [] };
  const names = await readdir(directory).catch(() => undefined);
  if (names !== undefined) return readDocuments(directory.replace(/[/\\]?$/, "/"), names, finder);
  missing(directory, finder, "a policy directory is a folder that can be read");
  return { sources: { policies: [] }, findings: finder.findings };
}

async function readDocuments(root: string, names: readonly string[], finder: Finder): Promise<FoundFiles> {
  const { findings } = finder;
  const documents = names.filter((name) => ["schema", "policy", "governance"].includes(stemOf(name) ?? ""));
  const files = yamlFiles(documents, "", findings);
  const named = (stem: string) => files.filter((name) => stemOf(name) === stem);
  const folder = names.includes("policies") ? await pathsInFolder(root, "policies/", finder) : [];
  const policyFiles = [...named("policy"), ...folder].sort();
  if (named("schema").length === 0) missing("schema.yaml", finder);
  if (policyFiles.length === 0)
    missing("policy.yaml", finder, "policies may also stand in a folder `policies`");
  const [schema] = await readAll(root, named("schema"), finder);
  const policies = await readAll(root, policyFiles, finder);
  const [governance] = await readAll(root, named("governance"), finder);
  return { sources: { ...(schema && { schema }), policies, ...(governance && { governance }) }, findings };
}

/** One after the other: there may be more files than can be open at once. */
async function readAll(root: string, paths: readonly string[], finder: Finder): Promise<Source[]> {
  const sources: Source[] = [];
  for (const path of paths) {
    const source = await readSource(root + path, path, finder);
    if (source !== undefined) sources.push(source);
  }
  return sources;
}
