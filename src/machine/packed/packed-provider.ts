import { moduleOfText } from "../module-of-text.ts";
import { WASM_TEXT } from "./wasm-bytes.ts";

/** The module that reads packed inputs, as ../provider.ts gives the machine's. */
export function packedModule(): WebAssembly.Module {
  return moduleOfText(WASM_TEXT);
}
