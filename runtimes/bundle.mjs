// The portable runner and its cases as one file, made for one kind of runtime by the conditions of the package's exports.

import { basename, join } from "node:path";
import { build } from "esbuild";

const here = import.meta.dirname;
export const made = join(here, "made");
const root = join(here, "..");

/** What each kind does with the answers; `globalThis.report` and the like are given by who starts it. */
const MAINS = {
  /** Writes them to the standard output. */
  node: 'import { writeSync } from "node:fs"; const bytes = new TextEncoder().encode(JSON.stringify(answersTo(cases))); for (let at = 0; at < bytes.length; ) at += writeSync(1, bytes, at);',
  browser: 'await fetch("/answers", { method: "POST", body: JSON.stringify(answersTo(cases)) });',
  workerd: "export default { fetch: () => Response.json(answersTo(cases)) };",
  "edge-light": 'addEventListener("fetch", (event) => event.respondWith(Response.json(answersTo(cases))));',
};
MAINS.deno = MAINS.bun = MAINS.node;

/** Deno and Bun go by the conditions of Node after their own. What is CommonJS in there asks for Node's modules. */
const LIKE_NODE = {
  platform: "node",
  banner: {
    js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
  },
};
const MANNERS = {
  node: LIKE_NODE,
  deno: { ...LIKE_NODE, conditions: ["deno"] },
  bun: { ...LIKE_NODE, conditions: ["bun"] },
};

/** @returns the file's path */
export async function bundle(condition) {
  const outfile = join(made, `${condition}.mjs`);
  await build({
    stdin: {
      contents: `import { answersTo } from "./answers.ts"; import cases from "./made/cases.json"; ${MAINS[condition]}`,
      resolveDir: here,
      loader: "ts",
    },
    outfile,
    bundle: true,
    format: condition === "edge-light" ? "iife" : "esm",
    target: "es2022",
    ...(condition in MANNERS ? MANNERS[condition] : { platform: "browser", conditions: [condition] }),
    // The paths in tsconfig.json lead to the sources: what is tested is the package.
    tsconfigRaw: "{}",
    plugins: [thePackage, module(condition)],
    logLevel: "error",
  });
  return outfile;
}

const thePackage = {
  name: "the package",
  setup(build) {
    // Asked for from its own folder, by its own name; and that question is left to esbuild.
    build.onResolve({ filter: /^actra(\/|$)/ }, ({ path, kind, resolveDir }) =>
      resolveDir === root ? undefined : build.resolve(path, { kind, resolveDir: root }),
    );
    // What is shared with the tests of the sources.
    build.onResolve({ filter: /\/src\/index\.ts$/ }, ({ kind }) =>
      build.resolve("actra", { kind, resolveDir: root }),
    );
    build.onResolve({ filter: /^node:vm$/ }, () => ({ path: join(here, "other-realms.ts") }));
  },
};

/** workerd has modules that are WebAssembly; the Edge Runtime runs scripts, and is handed them as a global. */
function module(condition) {
  return {
    name: "the module",
    setup(build) {
      build.onResolve({ filter: /\.wasm$/ }, ({ path }) =>
        condition === "workerd"
          ? { path: `./${basename(path)}`, external: true }
          : { path: basename(path), namespace: "global" },
      );
      build.onLoad({ filter: /./, namespace: "global" }, ({ path }) => ({
        contents: `export default globalThis.modules[${JSON.stringify(path)}];`,
      }));
    },
  };
}
