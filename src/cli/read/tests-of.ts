import { realpath } from "node:fs/promises";
import { posix } from "node:path";
import type { Configuration } from "../../configuration/configuration.ts";
import { type FoundTests, findStrayTests, readTestFiles, readTestFolder } from "../../files/test-files.ts";
import { pathIn } from "./located.ts";

/** The test files of a policy directory, and of the folders that its configuration names; each file once. */
export async function testsOf(directory: string, { tests }: Configuration): Promise<FoundTests> {
  const found = [await readTestFiles(directory)];
  for (const folder of tests) found.push(await readTestFolder(pathIn(directory, folder)));
  const sources = found.flatMap((each) =>
    each.sources.map((source) => ({ ...source, path: posix.normalize(source.path) })),
  );
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const read = new Set(await Promise.all(sources.map(({ path }) => realpath(path))));
  const strays = await findStrayTests(directory, (path) =>
    realpath(path).then(
      (real) => read.has(real),
      () => false,
    ),
  );
  const findings = found.flatMap((each) => each.findings);
  return { sources: [...byPath.values()], findings: [...findings, ...strays] };
}
