import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder with these files, until the process ends. */
export function folderOf(files) {
  const folder = mkdtempSync(join(tmpdir(), "actra-measure-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
