import type { Finder } from "./source-file.ts";

/** A YAML file's name without its ending. Nothing for other files, hidden ones, and the tests of a policy beside it. */
export function stemOf(name: string): string | undefined {
  const stem = /^(?!\.)(.+)\.ya?ml$/.exec(name)?.[1];
  return stem?.endsWith(".test") ? undefined : stem;
}

/** The YAML files among the names of one folder, sorted; of a name in both spellings one, and the other is reported. */
export function yamlFiles(names: readonly string[], folder: string, finder: Finder): string[] {
  const byStem = new Map<string, string>();
  for (const name of [...names].sort()) {
    const stem = stemOf(name);
    const twin = stem === undefined ? undefined : byStem.get(stem);
    if (twin !== undefined) reportTwin(folder + twin, folder + name, finder);
    else if (stem !== undefined) byStem.set(stem, name);
  }
  return [...byStem.values()];
}

function reportTwin(path: string, other: string, { root, findings }: Finder): void {
  const message = `both \`${root}${path}\` and \`${root}${other}\` are there`;
  findings.push({ code: "two-spellings", message, help: "keep one of them" });
}
