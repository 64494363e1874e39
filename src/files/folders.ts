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
  mayEnter(name: string, listing: Listing): boolean;
  failed(path: string, error: unknown): void;
}

/**
 * A folder and the folders in it. Links are followed; each folder comes once, however many links lead to it, so a loop of links ends.
 * Who asks for no more of them ends it.
 */
export async function* foldersIn(folder: string, walk: Walk): AsyncGenerator<Listing> {
  const { readdir, realpath } = await disk();
  const { root, seen, failed } = walk;
  try {
    const real = await realpath(root + folder);
    if (seen.has(real)) return;
    seen.add(real);
    const entries = await readdir(root + folder, { withFileTypes: true });
    const listing = { folder, names: entries.map(({ name }) => name).sort() };
    yield listing;
    const files = new Set(entries.flatMap((entry) => (entry.isFile() ? entry.name : [])));
    for (const name of listing.names) {
      const isAsked = !files.has(name) && walk.mayEnter(name, listing);
      if (isAsked && (await isFolder(folder + name, walk))) yield* foldersIn(`${folder}${name}/`, walk);
    }
  } catch (error) {
    failed(folder, error);
  }
}

async function isFolder(path: string, { root, failed }: Walk): Promise<boolean> {
  const { stat } = await disk();
  try {
    return (await stat(root + path)).isDirectory();
  } catch (error) {
    failed(path, error);
    return false;
  }
}
