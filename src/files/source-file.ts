import type { Finding } from "../diagnostics/diagnostic.ts";
import type { Source } from "../diagnostics/span.ts";
import { DOCUMENT_LIMITS } from "../language/limits.ts";

// Files on disk as sources (Node, Deno, Bun). What is there and cannot be read is a finding, never absent.

/** Gives nothing when there is no such file; a file that is there and of no use is also added to the findings. */
export async function readSource(file: string, path: string, findings: Finding[]): Promise<Source | "absent" | undefined> {
  const { readFile, stat } = await import("node:fs/promises");
  try {
    const facts = await stat(file);
    if (!facts.isFile()) return refuse(findings, path, facts.isDirectory() ? "is a folder" : "is no regular file");
    if (facts.size > DOCUMENT_LIMITS.totalBytes) return refuse(findings, path, `has ${facts.size} bytes, far over the limits`);
    return { path, text: decoded(await readFile(file)) };
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    return code === "ENOENT" || code === "ENOTDIR" ? "absent" : refuse(findings, path, reasonOf(error));
  }
}

/** Throws on what is not UTF-8. A byte order mark stays, so that offsets are those of the file's text. */
function decoded(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
}

function reasonOf(error: unknown): string {
  if (error instanceof TypeError) return "is not UTF-8 text";
  const { code, message } = error as { code?: unknown; message?: unknown };
  return `cannot be read (${typeof code === "string" ? code : message})`;
}

function refuse(findings: Finding[], path: string, reason: string): undefined {
  findings.push({ code: "unreadable-file", message: `\`${path}\` ${reason}` });
  return undefined;
}

export function reportMissing(findings: Finding[], path: string, help?: string): undefined {
  findings.push({ code: "missing-file", message: `there is no \`${path}\``, ...(help && { help }) });
  return undefined;
}
