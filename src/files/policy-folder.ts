import { disk } from "./disk.ts";
import { foldersIn, type Walk } from "./folders.ts";
import { type Finder, reasonOf, unreadable } from "./source-file.ts";
import { type StemOf, stemOf, yamlFiles } from "./spelling.ts";
import { refuseLoudNames } from "./strays.ts";

/** Reports what is misnamed among the names of one folder. */
type Refuse = (names: readonly string[], folder: string, finder: Finder) => void;

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
  const walk: Walk = {
    root: finder.root,
    seen: new Set(folder === "" ? [] : [await realpath(finder.root)]),
    mayEnter: (name) => mayBeFolder(name, stem),
    failed: (path, error) => unreadable(path, reasonOf(error), finder),
  };
  const paths: string[] = [];
  for await (const { folder: inner, names } of foldersIn(folder, walk)) {
    refuse(names, inner, finder);
    for (const name of yamlFiles(names, inner, finder, stem)) paths.push(inner + name);
  }
  return paths;
}

/** What no policy of a directory is read from is none of its folders. */
export function mayBeFolder(name: string, stem: StemOf = stemOf): boolean {
  return !name.startsWith(".") && stem(name) === undefined && (stem === stemOf || name !== "node_modules");
}
