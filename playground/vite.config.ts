// The playground as static files, from the sources of the library: no package of it has to be built first.

import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { SCHEMA_FILES } from "../src/schemas/schema-files.ts";
import { contentSecurityPolicy } from "./build-steps/content-security-policy.ts";
import { readExamples } from "./build-steps/examples.ts";
import { generated } from "./build-steps/generated.ts";
import { offline } from "./build-steps/offline.ts";

const inRepository = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** The library by the names that its users know, and without the files that know Node. */
const alias = [
  { find: /^actra$/, replacement: inRepository("src/index.ts") },
  { find: /^actra\/(analysis|authoring|testing)$/, replacement: inRepository("src/$1.ts") },
  { find: /^.*\/files\/disk\.ts$|^\.\/disk\.ts$/, replacement: inRepository("src/files/no-disk.ts") },
  { find: /^.*\/storage\.ts$/, replacement: inRepository("src/runtime/storage-of-the-realm.ts") },
];

export default defineConfig({
  // Wherever it is served from.
  base: "./",
  resolve: { alias },
  plugins: [
    generated("virtual:examples", readExamples),
    generated("virtual:json-schemas", () => SCHEMA_FILES),
    contentSecurityPolicy(),
    offline(),
  ],
  worker: { format: "es" },
  build: { target: "es2022", assetsInlineLimit: 0, modulePreload: { polyfill: false } },
});
