import { realpath } from "node:fs/promises";
import { posix } from "node:path";
import type { Configuration } from "../../configuration/configuration.ts";
import { findStrayTests } from "../../files/stray-tests.ts";
import { type FoundTests, readTestFiles, readTestFolder } from "../../files/test-files.ts";
import { pathIn } from "./located.ts";

/** The test files of a policy directory, and of the folders that its configuration names; each file once. */
export async function testsOf(directory: string, { tests }: Configuration): Promise<FoundTests> {
  const folders = tests.map((folder) => pathIn(directory, folder));
  const found = [await readTestFiles(directory)];
  for (const folder of folders) found.push(await readTestFolder(folder));
  const sources = found.flatMap((each) =>
    each.sources.map((source) => ({ ...source, path: posix.normalize(source.path) })),
  );
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const read = new Set(await Promise.all(sources.map(({ path }) => realpath(path))));
  const isRead = (path: string) =>
    realpath(path).then(
      (real) => read.has(real),
      () => false,
    );
  const strays = await findStrayTests(directory, { isRead, folders });
  const findings = found.flatMap((each) => each.findings);
  return { sources: [...byPath.values()], findings: [...findings, ...strays] };
}
