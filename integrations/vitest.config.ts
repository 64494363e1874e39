import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { defineConfig } from "vitest/config";

// The frameworks are those of this folder; vitest and the sources under test are those of the root.

const sources = join(import.meta.dirname, "../src");
const adapters = readdirSync(join(sources, "adapters"))
  .filter((name) => name.endsWith(".ts"))
  .map((name) => basename(name, ".ts"));

export default defineConfig({
  root: import.meta.dirname,
  resolve: {
    alias: [
      ...adapters.map((name) => ({
        find: `actra/${name}`,
        replacement: join(sources, "adapters", `${name}.ts`),
      })),
      { find: /^actra$/, replacement: join(sources, "index.ts") },
      { find: /^actra\/(authoring|engine|runtime|testing)$/, replacement: join(sources, "$1.ts") },
    ],
  },
  test: {
    include: ["**/*.test.ts"],
    pool: "forks",
    maxWorkers: "100%",
    globalSetup: join(import.meta.dirname, "command-line.ts"),
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
