import { type Finder, reasonOf, unreadable } from "./source-file.ts";
import { stemOf, yamlFiles } from "./spelling.ts";

/**
 * The paths, from `root`, of the YAML files in a folder and the folders in it. Links are followed; a folder is
 * looked into once, however many links lead to it, so a loop of links ends. Hidden files and folders are left alone.
 */
export async function policyPaths(root: string, folder: string, finder: Finder): Promise<string[]> {
  const { realpath } = await import("node:fs/promises");
  const paths: string[] = [];
  await addPaths(root, folder, finder, new Set([await realpath(root)]), paths);
  return paths;
}

async function addPaths(
  root: string,
  folder: string,
  finder: Finder,
  seen: Set<string>,
  paths: string[],
): Promise<void> {
  const { readdir, realpath } = await import("node:fs/promises");
  try {
    const real = await realpath(root + folder);
    if (seen.has(real)) return;
    seen.add(real);
    const names = await readdir(root + folder);
    for (const name of yamlFiles(names, folder, finder.findings)) paths.push(folder + name);
    for (const name of names.filter(mayBeFolder).sort()) {
      if (await isFolder(root, folder + name, finder))
        await addPaths(root, `${folder}${name}/`, finder, seen, paths);
    }
  } catch (error) {
    unreadable(folder, reasonOf(error), finder);
  }
}

function mayBeFolder(name: string): boolean {
  return !name.startsWith(".") && stemOf(name) === undefined;
}

async function isFolder(root: string, path: string, finder: Finder): Promise<boolean> {
  const { stat } = await import("node:fs/promises");
  try {
    return (await stat(root + path)).isDirectory();
  } catch (error) {
    unreadable(path, reasonOf(error), finder);
    return false;
  }
}
