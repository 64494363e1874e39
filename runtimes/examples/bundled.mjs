import { build } from "esbuild";

/** An example as one file, its text or at `outfile`. */
export async function bundled(entry, options) {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    format: "esm",
    target: "es2022",
    write: options.outfile !== undefined,
    tsconfigRaw: "{}",
    logLevel: "error",
    plugins: [wasmBeside],
    ...options,
  });
  return outputFiles?.[0].text;
}

/** The machine's modules stand beside the worker. */
const wasmBeside = {
  name: "wasm beside",
  setup(build) {
    build.onResolve({ filter: /actra(-packed)?\.wasm$/ }, ({ path }) => ({
      path: `../${path.split("/").at(-1)}`,
      external: true,
    }));
  },
};
