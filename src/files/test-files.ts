import { withSlashes } from "../compiler/sources.ts";
import type { Finding } from "../diagnostics/diagnostic.ts";
import type { Source } from "../diagnostics/span.ts";
import { DOCUMENT_LIMITS, type DocumentLimits } from "../language/limits.ts";
import { disk } from "./disk.ts";
import { pathsInFolder } from "./policy-folder.ts";
import { type Finder, missing, readSource } from "./source-file.ts";
import { testStemOf, yamlFiles } from "./spelling.ts";

/** The test files that were found on disk, and what was wrong there. */
export interface FoundTests {
  readonly sources: readonly Source[];
  readonly findings: readonly Finding[];
}

/**
 * The test files beside a policy: `*.test.yaml` (or `.yml`) in the policy directory, and anywhere in its folder
 * `policies`. Their paths begin with that of the directory. What is wrong there is in the findings; the promise is never
 * rejected for it.
 */
export async function readTestFiles(
  directory: string,
  limits: Partial<DocumentLimits> = {},
): Promise<FoundTests> {
  const { readdir } = await disk();
  const root = withSlashes(directory).replace(/\/*$/, "/");
  const finder: Finder = { root, limits: { ...DOCUMENT_LIMITS, ...limits }, findings: [] };
  const names = await readdir(directory).catch(() => undefined);
  if (names === undefined)
    missing(directory, { ...finder, root: "" }, "a policy directory is a folder that can be read");
  return { sources: names ? await readAll(names, finder) : [], findings: finder.findings };
}

async function readAll(names: readonly string[], finder: Finder): Promise<readonly Source[]> {
  const beside = yamlFiles(names, "", finder, testStemOf);
  const inside = names.includes("policies") ? await pathsInFolder("policies/", finder, testStemOf) : [];
  const sources: Source[] = [];
  for (const path of [...beside, ...inside].sort()) {
    const source = await readSource(path, finder);
    if (source !== undefined) sources.push({ ...source, path: finder.root + path });
  }
  return sources;
}
