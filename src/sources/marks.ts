import { disk } from "../files/disk.ts";
import type { Listing } from "../files/folders.ts";
import { policyFolders } from "../files/policy-folder.ts";
import type { CallSignal } from "../runtime/patience.ts";
import { ActraSourceError } from "./source-error.ts";

/**
 * What changes when a program file does, or one that a policy directory is read from: names, sizes, times, and which file it is.
 *
 * @throws ActraSourceError `SOURCE_UNREACHABLE`; `SOURCE_STOPPED` where the signal says that nobody waits for it
 */
export async function marksOf(path: string, signal: CallSignal): Promise<string> {
  const { stat } = await disk();
  const root = await stat(path, { bigint: true }).catch((cause) => unreachable(path, cause));
  const marks = [markOf("", root)];
  if (!root.isDirectory()) return marks[0]!;
  for await (const { folder, names } of listings(`${path}/`))
    for (const name of names) {
      if (signal.aborted)
        throw new ActraSourceError("SOURCE_STOPPED", "nobody waits for the files any longer");
      const facts = await stat(`${path}/${folder}${name}`, { bigint: true }).catch(() => undefined);
      marks.push(markOf(folder + name, facts));
    }
  return marks.join("\n");
}

/** What cannot be looked into has no marks; what is wrong with it, compiling says. */
async function* listings(root: string): AsyncGenerator<Listing> {
  const { readdir } = await disk();
  const names = await readdir(root).catch((cause) => unreachable(root, cause));
  yield { folder: "", names: names.sort() };
  yield* policyFolders(root, () => {});
}

function unreachable(path: string, cause: unknown): never {
  throw new ActraSourceError("SOURCE_UNREACHABLE", `\`${path}\` cannot be read`, { cause });
}

function markOf(name: string, facts: { size: bigint; mtimeNs: bigint; ino: bigint } | undefined): string {
  return JSON.stringify([name, ...(facts ? [facts.size, facts.mtimeNs, facts.ino].map(String) : [])]);
}
