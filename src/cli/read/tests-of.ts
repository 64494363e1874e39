import { posix } from "node:path";
import type { Configuration } from "../../configuration/configuration.ts";
import { type FoundTests, readTestFiles } from "../../files/test-files.ts";
import { pathIn } from "./located.ts";

/** The test files of a policy directory, and of the folders that its configuration names; each file once. */
export async function testsOf(directory: string, { tests }: Configuration): Promise<FoundTests> {
  const folders = [directory, ...tests.map((folder) => pathIn(directory, folder))];
  const found: FoundTests[] = [];
  for (const folder of folders) found.push(await readTestFiles(folder));
  const sources = found.flatMap((each) =>
    each.sources.map((source) => ({ ...source, path: posix.normalize(source.path) })),
  );
  const byPath = new Map(sources.map((source) => [source.path, source]));
  return { sources: [...byPath.values()], findings: found.flatMap(({ findings }) => findings) };
}
