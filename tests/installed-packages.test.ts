import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";

// What `npm install actra` puts into an empty project: the engine's own four packages and what they bring, and nothing of the
// command line.

const folder = mkdtempSync(join(tmpdir(), "actra-installed-"));
afterAll(() => rmSync(folder, { recursive: true }));

function npm(words: readonly string[], cwd: string): string {
  const { stdout, stderr, status } = spawnSync("npm", [...words, "--no-audit", "--no-fund"], {
    cwd,
    encoding: "utf8",
  });
  expect(status, stdout + stderr).toBe(0);
  return stdout.trim();
}

/** The names in a folder of modules; those of a scope one by one. */
function packagesIn(modules: string, scope = ""): string[] {
  return readdirSync(modules)
    .filter((name) => !name.startsWith("."))
    .flatMap((name) =>
      name.startsWith("@") ? packagesIn(join(modules, name), `${name}/`) : [`${scope}${name}`],
    );
}

it("is this list, to the last", { timeout: 120_000 }, () => {
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  const { scripts: _, files: __, ...manifest } = JSON.parse(text);
  const published = join(folder, "published");
  mkdirSync(published);
  writeFileSync(join(published, "package.json"), JSON.stringify(manifest));
  const archive = join(published, npm(["pack", "--silent"], published));
  const project = join(folder, "project");
  mkdirSync(project);
  writeFileSync(join(project, "package.json"), "{}");
  npm(["install", "--prefer-offline", "--ignore-scripts", archive], project);
  const installed = packagesIn(join(project, "node_modules"));
  const OF_THE_PLATFORM = /^@msgpackr-extract\/msgpackr-extract-\w+-\w+$/;
  expect(installed.filter((name) => !OF_THE_PLATFORM.test(name)).sort()).toEqual([
    "@assemblyscript/loader",
    "@noble/hashes",
    "actra",
    "detect-libc",
    "msgpackr",
    "msgpackr-extract",
    "node-gyp-build-optional-packages",
    "yaml",
  ]);
  expect(installed.filter((name) => OF_THE_PLATFORM.test(name)).length).toBeLessThanOrEqual(1);
  const nested = installed.filter((name) =>
    readdirSync(join(project, "node_modules", name)).includes("node_modules"),
  );
  expect(nested).toEqual([]);
});
