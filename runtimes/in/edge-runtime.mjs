// Vercel's Edge Runtime, with all making of code forbidden, of strings and of bytes: the machine comes as a global.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

export async function edgeRuntime(bundle) {
  const { EdgeRuntime } = await import("edge-runtime");
  const actraModule = new WebAssembly.Module(readFileSync(join(dirname(bundle), "actra.wasm")));
  const runtime = new EdgeRuntime({
    initialCode: readFileSync(bundle, "utf8"),
    codeGeneration: { strings: false, wasm: false },
    extend: (context) => Object.assign(context, { actraModule }),
  });
  const response = await runtime.dispatchFetch("http://edge/");
  const { version } = JSON.parse(
    readFileSync(join(import.meta.dirname, "../node_modules/edge-runtime/package.json"), "utf8"),
  );
  return { version, answers: await response.json() };
}
