import { defineConfig, type Options } from "tsup";

const common: Options = {
  entry: ["src/index.ts", "src/engine.ts", "src/testing.ts"],
  target: "es2022",
  dts: true,
  splitting: true,
  treeshake: true,
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

export default defineConfig([
  { ...common, format: "esm" },
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
