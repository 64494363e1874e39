import { type Finder, reasonOf, unreadable } from "./source-file.ts";
import { stemOf, yamlFiles } from "./spelling.ts";
import { refuseLoudNames } from "./strays.ts";

/**
 * The paths, from the finder's root, of the YAML files in a folder and the folders in it. Links are followed; a folder is
 * looked into once, however many links lead to it, so a loop of links ends. Hidden files and folders are left alone.
 */
export async function policyPaths(folder: string, finder: Finder): Promise<string[]> {
  const { realpath } = await import("node:fs/promises");
  const paths: string[] = [];
  await addPaths(folder, finder, new Set([await realpath(finder.root)]), paths);
  return paths;
}

async function addPaths(folder: string, finder: Finder, seen: Set<string>, paths: string[]): Promise<void> {
  const { readdir, realpath } = await import("node:fs/promises");
  try {
    const real = await realpath(finder.root + folder);
    if (seen.has(real)) return;
    seen.add(real);
    const names = await readdir(finder.root + folder);
    refuseLoudNames(names, folder, finder);
    for (const name of yamlFiles(names, folder, finder)) paths.push(folder + name);
    for (const name of names.filter(mayBeFolder).sort()) {
      if (await isFolder(folder + name, finder)) await addPaths(`${folder}${name}/`, finder, seen, paths);
    }
  } catch (error) {
    unreadable(folder, reasonOf(error), finder);
  }
}

function mayBeFolder(name: string): boolean {
  return !name.startsWith(".") && stemOf(name) === undefined;
}

async function isFolder(path: string, finder: Finder): Promise<boolean> {
  const { stat } = await import("node:fs/promises");
  try {
    return (await stat(finder.root + path)).isDirectory();
  } catch (error) {
    unreadable(path, reasonOf(error), finder);
    return false;
  }
}
