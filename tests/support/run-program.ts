import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { type BuildOptions, buildSync } from "esbuild";
import { ROOT } from "./pages/pages.ts";

// Programs of users, run as they stand: what they import is this package.

const ENTRIES = {
  actra: join(ROOT, "src/index.ts"),
  "actra/authoring": join(ROOT, "src/authoring.ts"),
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
  return execute(build({ stdin: { contents, resolveDir: ROOT, loader: "ts" } })[0]!, folder);
}

/**
 * @param paths from the root of the repository; built in one go, and each run when its result is asked for, in the folder
 * that it stands in: Node takes a program that it is handed for a file of the folder where it runs
 */
export function programs(paths: readonly string[]): (path: string) => Printed {
  const entryPoints = paths.map((path) => join(ROOT, path));
  const built = build({ entryPoints, outdir: ROOT });
  return (path) => execute(built[paths.indexOf(path)]!, join(ROOT, dirname(path)));
}

/** The programs as single texts. */
function build(source: BuildOptions): string[] {
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
  return outputFiles!.map(({ text }) => text);
}

function execute(input: string, cwd: string): Printed {
  return spawnSync("node", ["--input-type=module", "-"], { input, encoding: "utf8", cwd });
}
