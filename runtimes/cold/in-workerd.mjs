// workerd's clock stands still while code runs, so what is measured is from outside: from the start of `workerd serve` to the
// first answer, of a worker that decides, and of one that does nothing.

import { spawn } from "node:child_process";
import { copyFileSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { made } from "../bundle.mjs";
import { freePort } from "../in/workerd.mjs";
import { MODULES } from "../modules.mjs";
import { bundled } from "./bundled.mjs";
import { INPUT, root, WANTED } from "./program.mjs";

const workerd = join(import.meta.dirname, "../node_modules/@cloudflare/workerd-linux-64/bin/workerd");
const DECIDES = `import { Actra } from "actra/engine"; import bytes from "./cold.actra";
export default { fetch: () => new Response(Actra.load(new Uint8Array(bytes)).evaluate(${INPUT}).effect) };`;
const DOES_NOTHING = `export default { fetch: () => new Response("${WANTED}") };`;

export async function inWorkerd(measure) {
  for (const name of MODULES) copyFileSync(join(root, "dist", name), join(made, name));
  await bundled(DECIDES, "workerd", join(made, "cold-decides.mjs"));
  writeFileSync(join(made, "cold-nothing.mjs"), DOES_NOTHING);
  const modules = [...MODULES.map((name) => [name, "wasm", name]), ["cold.actra", "data", "cold.actra"]];
  await measure("workerd, from its start, deciding", () => once("cold-decides.mjs", modules));
  await measure("workerd, from its start, doing nothing", () => once("cold-nothing.mjs", []));
}

async function once(main, modules) {
  const port = await freePort();
  const config = join(made, "cold.capnp");
  writeFileSync(config, configOf(port, [["main", "esModule", main], ...modules]));
  const start = performance.now();
  const server = spawn(workerd, ["serve", config], { stdio: ["ignore", "inherit", "inherit"] });
  try {
    await listening(port);
    const text = await (await fetch(`http://127.0.0.1:${port}/`)).text();
    const took = performance.now() - start;
    if (text !== WANTED) throw new Error(text);
    return took;
  } finally {
    const ended = new Promise((exit) => server.once("exit", exit));
    server.kill();
    await ended;
  }
}

function configOf(port, modules) {
  const rows = modules.map(([name, kind, file]) => `(name = "${name}", ${kind} = embed "${file}")`);
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (modules = [${rows.join(", ")}], compatibilityDate = "2026-04-01"))],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
`;
}

async function listening(port) {
  for (let left = 5000; left > 0; left--) {
    const isOpen = await new Promise((resolve) => {
      const socket = connect(port, "127.0.0.1", () => resolve(true));
      socket.on("error", () => resolve(false));
      socket.on("connect", () => socket.destroy());
    });
    if (isOpen) return;
    await sleep(1);
  }
  throw new Error("workerd does not listen");
}
