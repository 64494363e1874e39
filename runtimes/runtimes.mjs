// The runtimes: for each the condition of the package's exports that it goes by, and what runs a bundle there. One that may
// not make code of strings has to refuse it.

import { join } from "node:path";
import { page, strictPage, worker } from "./in/chromium.mjs";
import { command } from "./in/command.mjs";
import { edgeRuntime } from "./in/edge-runtime.mjs";
import { miniflare, serve } from "./in/workerd.mjs";

const modules = join(import.meta.dirname, "node_modules");
const node = (name) => command(join(modules, name, "bin/node"));
const deno = command(join(modules, "@deno/linux-x64-glibc/deno"), [
  "run",
  "--no-config",
  "--no-lock",
  // `yaml` asks for these.
  "--allow-env=LOG_TOKENS,LOG_STREAM",
]);
const bun = command(join(modules, "@oven/bun-linux-x64/bin/bun"));

export const RUNTIMES = [
  { name: "Node", condition: "node", run: command(process.execPath) },
  { name: "Node 22", condition: "node", run: node("node22") },
  { name: "Node 24", condition: "node", run: node("node24") },
  { name: "Node 26", condition: "node", run: node("node26") },
  { name: "Deno", condition: "deno", run: deno },
  { name: "Bun", condition: "bun", run: bun },
  { name: "workerd, by miniflare", condition: "workerd", run: miniflare, refusesStrings: true },
  { name: "workerd, served", condition: "workerd", run: serve, refusesStrings: true },
  { name: "Edge Runtime, no code made", condition: "edge-light", run: edgeRuntime, refusesStrings: true },
  { name: "Chromium, a page", condition: "browser", run: page },
  { name: "Chromium, a module worker", condition: "browser", run: worker },
  { name: "Chromium, a strict policy", condition: "browser", run: strictPage, refusesStrings: true },
];
