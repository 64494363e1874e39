import { disk } from "./disk.ts";
import { type Finder, reasonOf, unreadable } from "./source-file.ts";
import { type StemOf, stemOf, yamlFiles } from "./spelling.ts";
import { refuseLoudNames } from "./strays.ts";

/**
 * The paths, from the finder's root, of the YAML files of one sort in a folder and the folders in it. Links are followed;
 * a folder is looked into once, however many links lead to it, so a loop of links ends. Hidden files and folders are left
 * alone, and so are packages where tests are looked for.
 */
export async function pathsInFolder(
  folder: string,
  finder: Finder,
  stem: StemOf = stemOf,
  refuse: Refuse = stem === stemOf ? refuseLoudNames : () => {},
): Promise<string[]> {
  const { realpath } = await disk();
  const around = folder === "" ? [] : [await realpath(finder.root)];
  const walk: Walk = { finder, stem, refuse, seen: new Set(around), paths: [] };
  await addPaths(folder, walk);
  return walk.paths;
}

/** Reports what is misnamed among the names of one folder. */
type Refuse = (names: readonly string[], folder: string, finder: Finder) => void;

interface Walk {
  readonly finder: Finder;
  readonly stem: StemOf;
  readonly refuse: Refuse;
  readonly seen: Set<string>;
  readonly paths: string[];
}

async function addPaths(folder: string, walk: Walk): Promise<void> {
  const { readdir, realpath } = await disk();
  const { finder, stem, refuse, seen, paths } = walk;
  try {
    const real = await realpath(finder.root + folder);
    if (seen.has(real)) return;
    seen.add(real);
    const names = await readdir(finder.root + folder);
    refuse(names, folder, finder);
    for (const name of yamlFiles(names, folder, finder, stem)) paths.push(folder + name);
    for (const name of names.filter((each) => mayBeFolder(each, stem)).sort()) {
      if (await isFolder(folder + name, finder)) await addPaths(`${folder}${name}/`, walk);
    }
  } catch (error) {
    unreadable(folder, reasonOf(error), finder);
  }
}

function mayBeFolder(name: string, stem: StemOf): boolean {
  return !name.startsWith(".") && stem(name) === undefined && (stem === stemOf || name !== "node_modules");
}

async function isFolder(path: string, finder: Finder): Promise<boolean> {
  const { stat } = await disk();
  try {
    return (await stat(finder.root + path)).isDirectory();
  } catch (error) {
    unreadable(path, reasonOf(error), finder);
    return false;
  }
}
