import { defineConfig, type Options } from "tsup";

const common: Options = {
  entry: ["src/index.ts", "src/engine.ts", "src/testing.ts"],
  target: "es2022",
  dts: true,
  splitting: true,
  treeshake: true,
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
]);
