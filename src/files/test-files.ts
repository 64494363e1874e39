import { withSlashes } from "../compiler/sources.ts";
import type { Finding } from "../diagnostics/diagnostic.ts";
import type { Source } from "../diagnostics/span.ts";
import { DOCUMENT_LIMITS, type DocumentLimits } from "../language/limits.ts";
import { disk } from "./disk.ts";
import { pathsInFolder } from "./policy-folder.ts";
import { type Finder, missing, noDirectory, readSource } from "./source-file.ts";
import { testStemOf, yamlFiles } from "./spelling.ts";
import { refuseNearTests } from "./strays.ts";

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
  const finder = finderIn(directory, limits);
  const names = await readdir(directory).catch((error) => noDirectory(directory, error, finder));
  if (names === undefined) return { sources: [], findings: finder.findings };
  const beside = yamlFiles(names, "", finder, testStemOf);
  const inside = names.includes("policies") ? await pathsInFolder("policies/", finder, testStemOf) : [];
  return { sources: await readAll([...beside, ...inside], finder), findings: finder.findings };
}

/** The test files anywhere in a folder that somebody names for them. That there is none is a finding. */
export async function readTestFolder(folder: string): Promise<FoundTests> {
  const { readdir } = await disk();
  const finder = finderIn(folder, {});
  const isThere = await readdir(folder).then(Boolean, () => false);
  const paths = isThere ? await pathsInFolder("", finder, testStemOf, refuseNearTests) : [];
  const named = { ...finder, root: "" };
  const help = "the configuration names it under `tests`";
  if (!isThere) missing(folder, named, help);
  else if (paths.length === 0) missing(`${finder.root}*.test.yaml`, named, help);
  return { sources: await readAll(paths, finder), findings: finder.findings };
}

function finderIn(directory: string, limits: Partial<DocumentLimits>): Finder {
  const root = withSlashes(directory).replace(/\/*$/, "/");
  return { root, limits: { ...DOCUMENT_LIMITS, ...limits }, findings: [] };
}

async function readAll(paths: readonly string[], finder: Finder): Promise<readonly Source[]> {
  const sources: Source[] = [];
  for (const path of [...paths].sort()) {
    const source = await readSource(path, finder);
    if (source !== undefined) sources.push({ ...source, path: finder.root + path });
  }
  return sources;
}
