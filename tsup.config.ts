import { readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { build } from "esbuild";
import { defineConfig, type Options } from "tsup";

/** By the names that they have in `dist/`, beside each other: one adapter, one entry. */
const ENTRIES = Object.fromEntries([
  ...["index", "engine", "runtime", "testing", "authoring", "analysis"].map((name) => [
    name,
    `src/${name}.ts`,
  ]),
  ...readdirSync("src/adapters")
    .filter((name) => name.endsWith(".ts"))
    .map((name) => [basename(name, ".ts"), `src/adapters/${name}`]),
]);

const common: Options = {
  // What imports msgpackr is a file of its own: msgpackr does not say that it has no side effects, so a bundler can leave it
  // out with the whole file alone.
  entry: { ...ENTRIES, "program/encode": "src/program/encode.ts" },
  target: "es2022",
  dts: { entry: ENTRIES },
  splitting: true,
  treeshake: true,
  // Deno knows its own copies of these by that name alone.
  removeNodeProtocol: false,
};

/** Packages that would take longer to find, file by file, than the command line to answer. */
const BUNDLED_FOR_SPEED = ["yaml", /^msgpackr/, /^@noble\/hashes/];

/** Peers of adapters, which whoever has the command line alone has not. */
const BUNDLED_PEERS = [/^@modelcontextprotocol\/sdk/, "hono", "prom-client", /^@opentelemetry\/api/];

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
  noExternal: [...BUNDLED_FOR_SPEED, ...BUNDLED_PEERS],
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

/**
 * What `actra/engine` consists of is one file for Node, `core.js`, which all entries import: each file of a package takes Node
 * a third of a millisecond to find, and a comment takes time to pass over. Where bundlers come after us (dist/web, dist/edge),
 * they see to both.
 */
const core = await modulesOf("src/engine.ts");
writeFileSync("build/core.ts", core.map((path) => `export * from ${JSON.stringify(path)};\n`).join(""));

/** Paths of the modules that an entry needs, itself and enums left out: their numbers are put in wherever they are used. */
async function modulesOf(entry: string): Promise<string[]> {
  const { metafile } = await build({ entryPoints: [entry], bundle: true, write: false, metafile: true });
  const sources = Object.keys(metafile.inputs).filter((path) => path.startsWith("src/") && path !== entry);
  return sources.map((path) => join(import.meta.dirname, path));
}

/** An import of one of its modules is one of `file`. */
function fromCore(file: string): Plugin {
  return {
    name: "from-core",
    setup: ({ onResolve }) =>
      onResolve({ filter: /^\.{1,2}\// }, ({ path, resolveDir }) =>
        core.includes(join(resolveDir, path)) ? { path: file, external: true } : undefined,
      ),
  };
}

/** The entries for Node, over one file with what they all need. */
function forNode(options: Options, extension: string): Options[] {
  return [
    { ...common, ...options, esbuildPlugins: [fromCore(`./core.${extension}`)] },
    {
      ...common,
      ...options,
      entry: ["build/core.ts"],
      dts: false,
      esbuildOptions: (esbuild, context) => {
        options.esbuildOptions?.(esbuild, context);
        esbuild.minifySyntax = true;
        esbuild.minifyWhitespace = true;
        // Of an error that nobody catches, Node prints the whole line that threw it.
        esbuild.lineLimit = 160;
      },
    },
  ];
}

export default defineConfig([
  ...forNode({ format: "esm" }, "js"),
  withoutNode("dist/web", WITHOUT_NODE),
  withoutNode("dist/edge", { ...WITHOUT_NODE, ...WITHOUT_COMPILING }),
  // @noble/hashes is there as ES modules alone, which `require` cannot load before Node 20.19: it goes into the bundle.
  // jest runs CommonJS where `import()` throws: it becomes `require`.
  ...forNode(
    {
      format: "cjs",
      noExternal: [/^@noble\/hashes/],
      esbuildOptions: (options) => {
        options.supported = { "dynamic-import": false };
      },
    },
    "cjs",
  ),
  commandLine,
]);
