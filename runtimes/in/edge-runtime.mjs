// Vercel's Edge Runtime, with all making of code forbidden, of strings and of bytes: the machine's modules come as a global.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { MODULES } from "../modules.mjs";

export async function edgeRuntime(bundle) {
  const { EdgeRuntime } = await import("edge-runtime");
  const compiled = (name) => new WebAssembly.Module(readFileSync(join(dirname(bundle), name)));
  const modules = Object.fromEntries(MODULES.map((name) => [name, compiled(name)]));
  const runtime = new EdgeRuntime({
    initialCode: readFileSync(bundle, "utf8"),
    codeGeneration: { strings: false, wasm: false },
    extend: (context) => Object.assign(context, { modules }),
  });
  const response = await runtime.dispatchFetch("http://edge/");
  const { version } = JSON.parse(
    readFileSync(join(import.meta.dirname, "../node_modules/edge-runtime/package.json"), "utf8"),
  );
  return { version, answers: await response.json() };
}
