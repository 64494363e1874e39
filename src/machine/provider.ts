import { fromHex } from "../language/hex.ts";
import { WASM_HEX } from "./wasm-bytes.ts";

// Where the WebAssembly module comes from. This is the only file that knows: runtimes that refuse to compile bytes
// (workerd, edge-light) get another one in its place, with a static import.

/** The machine's module, compiled at the first call. */
export function wasmModule(): WebAssembly.Module {
  return new WebAssembly.Module(fromHex(WASM_HEX));
}
