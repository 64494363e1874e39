import { disk } from "./disk.ts";

/** A folder below some root, and what is in it, by name. */
export interface Listing {
  /** From the root, with a `/` at its end; the root itself is nothing. */
  readonly folder: string;
  readonly names: readonly string[];
}

export interface Walk {
  /** A folder with a `/` at its end. */
  readonly root: string;
  /** Real paths of the folders that need not be looked into; those that have been are added. */
  readonly seen: Set<string>;
  /** Whether to look into it, where it is a folder. */
  mayEnter(name: string, folder: string, beside: readonly string[]): boolean;
  failed(path: string, error: unknown): void;
}

/**
 * A folder and the folders in it. Links are followed; each folder comes once, however many links lead to it, so a loop of links ends.
 * Who asks for no more of them ends it.
 */
export async function* foldersIn(folder: string, walk: Walk): AsyncGenerator<Listing> {
  const { readdir, realpath, stat } = await disk();
  const { root, seen, failed } = walk;
  const path = root + folder;
  try {
    const real = await realpath(path);
    if (seen.has(real)) return;
    seen.add(real);
    const entries = await readdir(path, { withFileTypes: true });
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    const names = entries.map(({ name }) => name);
    yield { folder, names };
    for (const entry of entries) {
      const { name } = entry;
      if (entry.isFile() || !walk.mayEnter(name, folder, names)) continue;
      const facts = await stat(path + name).catch((error) => failed(folder + name, error));
      if (facts?.isDirectory()) yield* foldersIn(`${folder}${name}/`, walk);
    }
  } catch (error) {
    failed(folder, error);
  }
}
