import { basename } from "node:path";
import { defineConfig, type Options } from "tsup";

const common: Options = {
  entry: ["src/index.ts", "src/engine.ts", "src/runtime.ts", "src/testing.ts", "src/analysis.ts"],
  target: "es2022",
  dts: true,
  splitting: true,
  treeshake: true,
  // Deno knows its own copies of these by that name alone.
  removeNodeProtocol: false,
};

/** Packages that would take longer to find, file by file, than the command line to answer. */
const BUNDLED_FOR_SPEED = ["yaml", /^msgpackr/, /^@noble\/hashes/];

/**
 * The command line: an ES module for Node alone, with the library and its own packages in it. Those that are CommonJS ask
 * for Node's modules by `require`. Names stay as they are, for whoever reads what `--debug` shows.
 */
export const commandLine: Options = {
  entry: { actra: "src/cli/main.ts" },
  outDir: "dist/cli",
  format: "esm",
  target: "node20",
  platform: "node",
  splitting: true,
  noExternal: BUNDLED_FOR_SPEED,
  banner: {
    js: 'import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);',
  },
  esbuildOptions: (options) => {
    options.minifySyntax = true;
    options.minifyWhitespace = true;
  },
};

/** What stands in for the files that know a platform, where it is another one. */
const WITHOUT_NODE = {
  "storage.ts": "src/runtime/storage-of-the-realm.ts",
  "disk.ts": "src/files/no-disk.ts",
};
const WITHOUT_COMPILING = {
  "provider.ts": "src/machine/provider-import.ts",
  "packed-provider.ts": "src/machine/packed/packed-provider-import.ts",
};

type Plugin = NonNullable<Options["esbuildPlugins"]>[number];

/** Also leaves the module files outside: they lie one folder above these builds. */
function inPlace(replacements: Readonly<Record<string, string>>): Plugin {
  return {
    name: "in-place",
    setup(build) {
      build.onResolve({ filter: /\.wasm$/ }, ({ path }) => ({
        path: `../${basename(path)}`,
        external: true,
      }));
      build.onResolve({ filter: /^\..*\/(storage|disk|(packed-)?provider)\.ts$/ }, ({ path }) => {
        const replacement = replacements[basename(path)];
        return replacement === undefined ? undefined : { path: `${import.meta.dirname}/${replacement}` };
      });
    },
  };
}

function withoutNode(outDir: string, replacements: Readonly<Record<string, string>>): Options {
  const esbuildPlugins = [inPlace(replacements)];
  return { ...common, outDir, dts: false, format: "esm", platform: "browser", esbuildPlugins };
}

export default defineConfig([
  { ...common, format: "esm" },
  withoutNode("dist/web", WITHOUT_NODE),
  withoutNode("dist/edge", { ...WITHOUT_NODE, ...WITHOUT_COMPILING }),
  // @noble/hashes is there as ES modules alone, which `require` cannot load before Node 20.19: it goes into the bundle.
  // jest runs CommonJS where `import()` throws: it becomes `require`.
  {
    ...common,
    format: "cjs",
    noExternal: [/^@noble\/hashes/],
    esbuildOptions: (options) => {
      options.supported = { "dynamic-import": false };
    },
  },
  commandLine,
]);
