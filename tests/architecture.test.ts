import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, it } from "vitest";

// The layers of src/, lowest first. A file imports from its own layer or an earlier one; a file in no layer fails.

const LAYERS = [
  // What the build of the machine gives.
  "build/actra.wasm",
  "build/actra-packed.wasm",
  "src/automaton/",
  "assembly/shared/",
  "src/version.ts",
  "src/diagnostics/span.ts",
  "src/language/",
  "src/errors.ts",
  "src/diagnostics/",
  "src/program/",
  "src/signing/",
  "src/typescript/",
  "src/compiler/document-memory.ts",
  "src/compiler/options.ts",
  "src/compiler/sources.ts",
  "src/compiler/1-read/",
  "src/compiler/edits/",
  "src/compiler/expression/",
  "src/compiler/2-parse/",
  "src/compiler/3-check/",
  "src/compiler/suppressions.ts",
  "src/compiler/analyse.ts",
  "src/compiler/hash.ts",
  "src/compiler/4-lower/",
  "src/compiler/5-emit/",
  "src/compiler/6-index/",
  "src/compiler/",
  "src/lint/",
  "src/format/",
  "src/machine/",
  "src/machine/packed/",
  "src/policy/",
  "src/analysis/",
  "src/runtime/",
  "src/runtime/observers/",
  "src/sources/",
  "src/adapters/values/",
  "src/adapters/http/",
  "src/adapters/mcp/",
  "src/adapters/authzen/",
  "src/adapters/agents/",
  "src/adapters/telemetry/",
  "src/adapters/",
  "src/files/",
  "src/sources/watching.ts",
  "src/configuration/",
  "src/testing/",
  "src/mutation/",
  "src/boundaries/",
  "src/replay/",
  "src/schemas/",
  "src/runtime.ts",
  "src/testing.ts",
  "src/authoring.ts",
  "src/analysis.ts",
  "src/engine.ts",
  "src/actra.ts",
  "src/sources/marks.ts",
  "src/sources/disk-source.ts",
  "src/index.ts",
  "src/cli/",
];

/** Rooms that must not know each other, whatever their order. */
const STRANGERS: readonly (readonly [string, string])[] = [
  ["src/machine/", "src/compiler/"],
  ["src/policy/", "src/compiler/"],
  ["src/testing/", "src/machine/"],
  ["src/engine.ts", "src/automaton/"],
  ["src/engine.ts", "src/compiler/"],
  ["src/engine.ts", "src/diagnostics/"],
  ["src/engine.ts", "src/format/"],
  ["src/engine.ts", "src/machine/packed/"],
  ["src/engine.ts", "src/policy/packed.ts"],
  ["src/policy/policy.ts", "src/machine/packed/"],
  ["src/policy/policy.ts", "src/policy/packed.ts"],
  ["src/engine.ts", "src/typescript/"],
  ["src/adapters/", "src/compiler/"],
  ["src/adapters/", "src/actra.ts"],
  ["src/engine.ts", "src/analysis/"],
  // Whoever does not ask for it does not carry it.
  ["src/actra.ts", "src/analysis/"],
  ["src/index.ts", "src/analysis/"],
];

/** Modules that only these rooms may import. */
const PACKAGES: Readonly<Record<string, string | readonly string[]>> = {
  yaml: ["src/compiler/1-read/", "src/format/"],
  "@noble/hashes/sha2": "src/",
  msgpackr: "src/program/",
  "@assemblyscript/loader": "src/actra.ts",
  "node:async_hooks": "src/runtime/storage.ts",
  "node:fs": ["src/files/disk.ts", "src/cli/read/", "src/cli/write/", "src/cli/commands/"],
  chokidar: "src/cli/watch-tests.ts",
  "@clack/prompts": "src/cli/ask-init.ts",
  commander: [
    "src/cli/command-table.ts",
    "src/cli/command-of.ts",
    "src/cli/run.ts",
    "src/cli/completion/completed.ts",
  ],
  picocolors: "src/cli/",
  "@modelcontextprotocol/sdk": ["src/adapters/mcp.ts", "src/cli/mcp/"],
  "cross-spawn": "src/cli/mcp/",
  "@hono/node-server": "src/cli/serve/listen.ts",
  jose: "src/cli/serve/authentication.ts",
};

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"))
    .map((name) => `${folder}/${name}`);
}

/** The longest matching layer. */
function layerOf(file: string): number {
  const matches = LAYERS.flatMap((layer, i) => (file.startsWith(layer) ? [i] : []));
  return matches.sort((a, b) => LAYERS[b]!.length - LAYERS[a]!.length)[0] ?? -1;
}

function importsOf(file: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(join(root, file), "utf8"), true, true);
  return importedFiles.map(({ fileName }) => fileName);
}

function target(file: string, specifier: string): string {
  return relative(root, join(root, dirname(file), specifier));
}

const files = [...sources("src"), ...sources("assembly/shared")];

describe("the layers", () => {
  it.each(files)("%s stands in a layer and looks only down", (file) => {
    const layer = layerOf(file);
    expect(layer, `${file} is in no layer`).toBeGreaterThanOrEqual(0);
    for (const specifier of importsOf(file).filter((name) => name.startsWith("."))) {
      const imported = target(file, specifier);
      expect(layerOf(imported), `${file} imports ${imported}`).toBeLessThanOrEqual(layer);
      expect(layerOf(imported), `${imported} is in no layer`).toBeGreaterThanOrEqual(0);
    }
  });

  it.each(STRANGERS)("%s and %s do not know each other", (one, other) => {
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      const known = files
        .filter((file) => file.startsWith(from))
        .flatMap((file) => importsOf(file).map((specifier) => target(file, specifier)));
      expect(known.filter((file) => file.startsWith(to))).toEqual([]);
    }
  });

  it.each(Object.entries(PACKAGES))("%s is imported in %s alone", (name, room) => {
    const importers = files.filter((file) => importsOf(file).some((specifier) => specifier.startsWith(name)));
    const rooms = [room].flat();
    expect(importers.filter((file) => !rooms.some((own) => file.startsWith(own)))).toEqual([]);
    expect(importers.length).toBeGreaterThan(0);
  });

  it("assembly/ imports nothing from outside", () => {
    const assembly = readdirSync(join(root, "assembly"), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => `assembly/${name}`);
    for (const file of assembly) {
      for (const specifier of importsOf(file)) expect(target(file, specifier)).toMatch(/^assembly\//);
    }
    for (const file of sources("assembly/shared")) expect(importsOf(file)).toEqual([]);
  });
});

describe("what is bundled", () => {
  const { dependencies, files: published } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const notices = readFileSync(join(root, "THIRD-PARTY-NOTICES"), "utf8").replaceAll(/\s+/g, " ");
  const bundled = files
    .flatMap(importsOf)
    .filter((specifier) => /^@?\w/.test(specifier) && !specifier.startsWith("node:"))
    .map((specifier) => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)![0])
    .filter((name) => dependencies[name] === undefined);

  it("comes with its licence", () => {
    expect(published).toContain("THIRD-PARTY-NOTICES");
    // Of the dependencies, those that tsup.config.ts bundles into the CommonJS files or the command line.
    for (const name of new Set([...bundled, "@noble/hashes", "msgpackr", "yaml"])) {
      const files = ["LICENSE", "LICENSE.md"].map((file) => join(root, "node_modules", name, file));
      const licence = readFileSync(files.find(existsSync)!, "utf8");
      expect(notices, name).toContain(licence.replaceAll(/\s+/g, " ").trim());
    }
  });

  it("is something", () => {
    expect(bundled).toContain("commander");
  });
});
