import { disk } from "../files/disk.ts";
import { foldersIn, type Walk } from "../files/folders.ts";
import { mayBeFolder } from "../files/policy-folder.ts";
import type { CallSignal } from "../runtime/patience.ts";
import { ActraSourceError } from "./source-error.ts";

/**
 * What changes when a program file does, or one that a policy directory is read from: names, sizes, times, and which file it is.
 * Nothing where the signal says that nobody waits for it any longer.
 *
 * @throws ActraSourceError `SOURCE_UNREACHABLE`
 */
export async function marksOf(path: string, signal: CallSignal): Promise<string> {
  const { stat } = await disk();
  const facts = await stat(path, { bigint: true }).catch((cause) => {
    throw new ActraSourceError("SOURCE_UNREACHABLE", `\`${path}\` cannot be read`, { cause });
  });
  const marks = [markOf("", facts)];
  const root = `${path}/`;
  if (facts.isDirectory())
    for await (const { folder, names } of foldersIn("", { root, seen: new Set(), mayEnter, failed }))
      for (const name of names) {
        if (signal.aborted) return "";
        const file = folder + name;
        marks.push(markOf(file, await stat(root + file, { bigint: true }).catch(() => undefined)));
      }
  return marks.join("\n");
}

const mayEnter: Walk["mayEnter"] = (name, folder) => (folder ? mayBeFolder(name) : name === "policies");

/** What cannot be looked into has no marks; what is wrong with it, compiling says. */
function failed(): void {}

function markOf(name: string, facts?: { size: bigint; mtimeNs: bigint; ino: bigint }): string {
  return JSON.stringify([name, `${facts?.size} ${facts?.mtimeNs} ${facts?.ino}`]);
}
