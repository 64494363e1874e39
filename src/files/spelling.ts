import type { Finder } from "./source-file.ts";

/** Gives a file's name without its ending, for files of one sort. */
export type StemOf = (name: string) => string | undefined;

/** A YAML file's name without its ending. Nothing for other files, hidden ones, and the tests of a policy beside it. */
export function stemOf(name: string): string | undefined {
  const stem = yamlStemOf(name);
  return stem?.endsWith(".test") ? undefined : stem;
}

/** The name of a test file, `refund.test` of `refund.test.yaml`. */
export function testStemOf(name: string): string | undefined {
  const stem = yamlStemOf(name);
  return stem?.endsWith(".test") ? stem : undefined;
}

function yamlStemOf(name: string): string | undefined {
  return /^(?!\.)(.+)\.ya?ml$/.exec(name)?.[1];
}

/** The files of one sort among the names of one folder, sorted; of a name in both spellings one, and the other is reported. */
export function yamlFiles(
  names: readonly string[],
  folder: string,
  finder: Finder,
  stem: StemOf = stemOf,
): string[] {
  const byStem = new Map<string, string>();
  for (const name of [...names].sort()) {
    const own = stem(name);
    const twin = own === undefined ? undefined : byStem.get(own);
    if (twin !== undefined) reportTwin(folder + twin, folder + name, finder);
    else if (own !== undefined) byStem.set(own, name);
  }
  return [...byStem.values()];
}

function reportTwin(path: string, other: string, { root, findings }: Finder): void {
  const message = `both \`${root}${path}\` and \`${root}${other}\` are there`;
  findings.push({ code: "two-spellings", message, help: "keep one of them" });
}
