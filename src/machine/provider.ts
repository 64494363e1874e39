import { moduleOfText } from "./module-of-text.ts";
import { WASM_TEXT } from "./wasm-bytes.ts";

// Where the machine's module comes from. This and packed/packed-provider.ts are the only files that know: runtimes that refuse to
// compile bytes (workerd, edge-light) get others in their place, with a static import.

/** The machine's module, compiled at the first call. */
export function wasmModule(): WebAssembly.Module {
  return moduleOfText(WASM_TEXT);
}
