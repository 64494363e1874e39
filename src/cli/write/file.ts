import { randomBytes } from "node:crypto";
import { mkdir, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { reasonOf } from "../../files/source-file.ts";
import { WrongUse } from "../wrong-use.ts";

/**
 * Writes a file whole or not at all: what was there stays until the new one is on the disk. Links and modes are kept.
 *
 * @throws WrongUse
 */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  try {
    const target = await realpath(path).catch(() => path);
    const facts = await stat(target).catch(() => undefined);
    // A device or a pipe is written to; there is nothing to replace.
    if (facts !== undefined && !facts.isFile()) return await writeFile(target, content);
    await writeBeside(target, content, facts?.mode);
  } catch (error) {
    throw new WrongUse(`\`${path}\` ${writeReason(error)}`, undefined, { cause: error });
  }
}

async function writeBeside(target: string, content: string | Uint8Array, mode = 0o666): Promise<void> {
  const beside = join(dirname(target), `.actra-${randomBytes(6).toString("hex")}`);
  try {
    await writeFile(beside, content, { flag: "wx", mode });
    await rename(beside, target);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

/**
 * Makes a folder, and those around it. (Node's own `recursive` never ends where the system says that there is no such place
 * although the folder around it is there, as in `/proc`.)
 *
 * @throws WrongUse
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdirWithParents(path);
  } catch (error) {
    throw new WrongUse(`\`${path}\` ${writeReason(error)}`, undefined, { cause: error });
  }
}

async function mkdirWithParents(path: string): Promise<void> {
  if (await isFolder(path)) return;
  const parent = dirname(path);
  if (parent !== path) await mkdirWithParents(parent);
  await mkdir(path);
}

async function isFolder(path: string): Promise<boolean> {
  const facts = await stat(path).catch(() => undefined);
  return facts?.isDirectory() === true;
}

/** @throws WrongUse when it is there already, or cannot be written */
export async function writeNewFile(path: string, content: string, mode = 0o666): Promise<void> {
  try {
    await writeFile(path, content, { flag: "wx", mode });
  } catch (error) {
    throw new WrongUse(`\`${path}\` ${writeReason(error)}`, undefined, { cause: error });
  }
}

function writeReason(error: unknown): string {
  const { code } = error as { code?: unknown };
  if (code === "EISDIR") return "is a folder";
  if (code === "EEXIST") return "is there already";
  return reasonOf(error).replace("read", "written");
}
