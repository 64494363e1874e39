// Cloudflare's runtime: the bundle as a worker's main module, and the machine's as modules beside it.

import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { MODULES } from "../modules.mjs";

/** From before workerd told when objects are no longer held. */
const OLD = "2024-12-01";
const NEW = "2026-04-01";

export async function miniflare(bundle) {
  const { Miniflare } = await import("miniflare");
  const folder = dirname(bundle);
  const worker = new Miniflare({
    modules: [
      { type: "ESModule", path: bundle, contents: readFileSync(bundle, "utf8") },
      ...MODULES.map((name) => ({
        type: "CompiledWasm",
        path: join(folder, name),
        contents: readFileSync(join(folder, name)),
      })),
    ],
    modulesRoot: folder,
    compatibilityDate: NEW,
  });
  try {
    return {
      version: versionOf("miniflare"),
      answers: await (await worker.dispatchFetch("http://worker/")).json(),
    };
  } finally {
    await worker.dispose();
  }
}

export async function serve(bundle) {
  const port = await freePort();
  const config = `${bundle}.capnp`;
  writeFileSync(config, configOf(port));
  const server = spawn(join(modules, "@cloudflare/workerd-linux-64/bin/workerd"), ["serve", config], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  try {
    const answers = await (await answering(`http://127.0.0.1:${port}/`)).json();
    return { version: versionOf("workerd"), answers };
  } finally {
    server.kill();
  }
}

const modules = join(import.meta.dirname, "../node_modules");

function versionOf(name) {
  return JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8")).version;
}

function configOf(port) {
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .worker)],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [
    (name = "main", esModule = embed "workerd.mjs"),
    ${MODULES.map((name) => `(name = "${name}", wasm = embed "${name}"),`).join("\n    ")}
  ],
  compatibilityDate = "${OLD}",
);
`;
}

export function freePort() {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** It says nothing when it is ready. */
async function answering(url, attempts = 100) {
  for (let left = attempts; ; left--) {
    try {
      return await fetch(url);
    } catch (error) {
      if (left === 0) throw error;
      await sleep(100);
    }
  }
}
