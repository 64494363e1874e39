import { basename } from "node:path";
import { build } from "esbuild";
import { root } from "./program.mjs";

/** A program that imports the package, as one file for such a platform. */
export async function bundled(contents, condition, outfile) {
  await build({
    stdin: { contents, resolveDir: root },
    bundle: true,
    minify: true,
    format: "esm",
    outfile,
    platform: "browser",
    conditions: [condition],
    tsconfigRaw: "{}",
    logLevel: "error",
    plugins: [beside],
  });
}

/** WebAssembly and programs stand beside the file. */
const beside = {
  name: "beside",
  setup(build) {
    build.onResolve({ filter: /\.(wasm|actra)$/ }, ({ path }) => ({
      path: `./${basename(path)}`,
      external: true,
    }));
  },
};
