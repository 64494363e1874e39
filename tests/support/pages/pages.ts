import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

// The pages for users, and the code in them.

export const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

export function readPage(page: string): string {
  return readFileSync(join(ROOT, page), "utf8");
}

/** A page's TypeScript, which is one program. */
export function codeOf(page: string): string {
  return [...readPage(page).matchAll(/```ts\n(.*?)```/gs)].map((match) => match[1]!).join("\n");
}
