import { FoundFiles, withSlashes } from "../compiler/sources.ts";
import type { Source } from "../diagnostics/span.ts";
import { DOCUMENT_LIMITS, type DocumentLimits } from "../language/limits.ts";
import { disk } from "./disk.ts";
import { pathsInFolder } from "./policy-folder.ts";
import { type Finder, missing, noDirectory, readSource } from "./source-file.ts";
import { stemOf, yamlFiles } from "./spelling.ts";
import { refuseStrays } from "./strays.ts";

/**
 * The documents of a policy directory: `schema.yaml`, `policy.yaml` and `policies/**`, `governance.yaml`, each with
 * `.yaml` or `.yml`. Their paths start in the directory. What is wrong there is in the findings, by its whole path; the
 * promise is never rejected for it.
 */
export async function readDirectory(
  directory: string,
  limits: Partial<DocumentLimits> = {},
): Promise<FoundFiles> {
  const { readdir } = await disk();
  const root = withSlashes(directory).replace(/\/?$/, "/");
  const finder: Finder = { root, limits: { ...DOCUMENT_LIMITS, ...limits }, findings: [] };
  const names = await readdir(directory).catch((error) => noDirectory(directory, error, finder));
  return names ? readDocuments(names, finder) : new FoundFiles({ policies: [] }, finder.findings);
}

async function readDocuments(names: readonly string[], finder: Finder): Promise<FoundFiles> {
  refuseStrays(names, finder);
  const documents = names.filter((name) => ["schema", "policy", "governance"].includes(stemOf(name) ?? ""));
  const files = yamlFiles(documents, "", finder);
  const named = (stem: string) => files.filter((name) => stemOf(name) === stem);
  const folder = names.includes("policies") ? await pathsInFolder("policies/", finder) : [];
  const policyFiles = [...named("policy"), ...folder].sort();
  if (named("schema").length === 0) missing("schema.yaml", finder);
  if (policyFiles.length === 0)
    missing("policy.yaml", finder, "policies may also stand in a folder `policies`");
  const [schema] = await readAll(named("schema"), finder);
  const policies = await readAll(policyFiles, finder);
  const [governance] = await readAll(named("governance"), finder);
  return new FoundFiles(
    { ...(schema && { schema }), policies, ...(governance && { governance }) },
    finder.findings,
  );
}

/** One after the other: there may be more files than can be open at once. */
async function readAll(paths: readonly string[], finder: Finder): Promise<Source[]> {
  const sources: Source[] = [];
  for (const path of paths) {
    const source = await readSource(path, finder);
    if (source !== undefined) sources.push(source);
  }
  return sources;
}
