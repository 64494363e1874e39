import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { type BuildOptions, buildSync } from "esbuild";
import { ROOT } from "./pages.ts";

// Programs of users, run as they stand: what they import is this package.

const ENTRIES = {
  actra: join(ROOT, "src/index.ts"),
  "actra/engine": join(ROOT, "src/engine.ts"),
  "actra/testing": join(ROOT, "src/testing.ts"),
  // What programs for Actra 0.7 import.
  "@getactra/actra": join(ROOT, "src/index.ts"),
};

interface Printed {
  readonly stdout: string;
  readonly stderr: string;
}

/** @param folder where it runs, and may write files */
export function runCode(contents: string, folder: string): Printed {
  return run({ stdin: { contents, resolveDir: ROOT, loader: "ts" } }, folder);
}

/** @param path from the root of the repository */
export function runFile(path: string): Printed {
  return run({ entryPoints: [join(ROOT, path)] }, ROOT);
}

function run(source: Pick<BuildOptions, "stdin" | "entryPoints">, cwd: string): Printed {
  const { outputFiles } = buildSync({
    ...source,
    alias: ENTRIES,
    bundle: true,
    platform: "node",
    format: "esm",
    // CommonJS packages inside the bundle ask for Node's own modules.
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire("file:///");' },
    write: false,
  });
  const input = outputFiles[0]!.text;
  return spawnSync("node", ["--input-type=module", "-"], { input, encoding: "utf8", cwd });
}
