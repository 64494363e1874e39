import type { Finding } from "../diagnostics/diagnostic.ts";
import type { Source } from "../diagnostics/span.ts";
import type { DocumentLimits } from "../language/limits.ts";
import { disk } from "./disk.ts";

// Files on disk as sources (Node, Deno, Bun). A file that is there and cannot be read is a finding, never absent.

export interface Finder {
  /** What paths start from: a folder with a `/` at its end, or nothing. Findings name it, sources do not. */
  readonly root: string;
  readonly limits: DocumentLimits;
  readonly findings: Finding[];
}

/** The file as a source. Nothing when that fails, which is added to the findings. */
export async function readSource(path: string, finder: Finder): Promise<Source | undefined> {
  const { readFile, stat } = await disk();
  const file = finder.root + path;
  try {
    const facts = await stat(file);
    if (!facts.isFile()) return unreadable(path, facts.isDirectory() ? "is a folder" : "is no file", finder);
    if (facts.size > finder.limits.fileBytes) return tooLarge(path, facts.size, finder);
    return { path, text: decoded(await readFile(file)) };
  } catch (error) {
    return unreadable(path, reasonOf(error), finder);
  }
}

/** Throws on what is not UTF-8. A byte order mark stays, so that offsets are those of the file's text. */
function decoded(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
}

export function reasonOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  if (code === "ERR_ENCODING_INVALID_ENCODED_DATA" || error instanceof TypeError) return "is not UTF-8 text";
  if (code === "ENOTDIR") return "is no folder";
  return `cannot be read (${typeof code === "string" ? code : String(error)})`;
}

/** A policy directory that cannot be listed. */
export function noDirectory(directory: string, error: unknown, { findings }: Finder): undefined {
  const help = "a policy directory is a folder that can be read";
  const isThere = !["ENOENT", "ENOTDIR"].includes((error as { code?: string }).code ?? "");
  if (isThere)
    findings.push({ code: "unreadable-file", message: `\`${directory}\` ${reasonOf(error)}`, help });
  else findings.push({ code: "missing-file", message: `there is no directory \`${directory}\``, help });
}

export function unreadable(path: string, reason: string, { root, findings }: Finder): undefined {
  findings.push({ code: "unreadable-file", message: `\`${root}${path}\` ${reason}` });
}

export function missing(path: string, { root, findings }: Finder, help?: string): undefined {
  findings.push({ code: "missing-file", message: `there is no \`${root}${path}\``, ...(help && { help }) });
}

function tooLarge(path: string, bytes: number, { root, limits, findings }: Finder): undefined {
  const message = `\`${root}${path}\` has ${bytes} bytes, the limit is ${limits.fileBytes}`;
  findings.push({
    code: "over-limit",
    message,
    help: "split it into several files; the limit is the option `limits.fileBytes`",
  });
}
