import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { describe, expect, it } from "vitest";
import { Actra } from "../src/index.ts";

// The README's code is run as it stands, and prints what it says; its links lead somewhere.

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const readme = readFileSync(join(root, "README.md"), "utf8");
const code = [...readme.matchAll(/```ts\n(.*?)```/gs)].map((match) => match[1]!).join("\n");
const expected = [...code.matchAll(/^console\.log\(.*\); \/\/ (.*)$/gm)].map((match) => match[1]!);

describe("the README", () => {
  it("prints what its comments say", () => {
    const { outputFiles } = buildSync({
      stdin: { contents: code, resolveDir: root, loader: "ts" },
      alias: { actra: join(root, "src/index.ts"), "actra/engine": join(root, "src/engine.ts") },
      bundle: true,
      platform: "node",
      format: "cjs",
      write: false,
    });
    const { stdout, stderr } = spawnSync("node", ["-"], {
      input: outputFiles[0]!.text,
      encoding: "utf8",
      cwd: root,
    });
    expect(stderr).toBe("");
    expect(expected.length).toBeGreaterThanOrEqual(3);
    expect(plain(stdout)).toBe(plain(expected.join("\n")));
  });

  it("shows the diagnostic that its policy would give", () => {
    const [schema, policy] = [...code.matchAll(/(?:schema|policy): `(.*?)`/gs)].map((match) => match[1]!);
    const broken = policy!.replace("field: amount", "field: amout");
    const shown = /```text\n(.*?)```/s.exec(readme)![1]!.trim();
    expect(() => Actra.compile({ schema: schema!, policy: broken })).toThrow(shown);
  });

  it("links to files that are there", () => {
    const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map((match) => match[1]!);
    expect(links.filter((link) => !link.startsWith("http") && !existsSync(join(root, link)))).toEqual([]);
  });
});

/** Quotes and white space are a matter of how Node prints. */
function plain(text: string): string {
  return text.replace(/['"]/g, "").replace(/\s+/g, " ").trim();
}
