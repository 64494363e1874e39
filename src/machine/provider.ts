import { WASM_TEXT } from "./wasm-bytes.ts";

// Where the WebAssembly module comes from. This is the only file that knows: runtimes that refuse to compile bytes
// (workerd, edge-light) get another one in its place, with a static import.

/** The machine's module, compiled at the first call. */
export function wasmModule(): WebAssembly.Module {
  return new WebAssembly.Module(fromText(WASM_TEXT));
}

/** A byte is a character from `#` on; after `!` it is 92 more, after a space 184 more (scripts/build-wasm.mjs). */
function fromText(text: string): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  let more = 0;
  for (let i = 0; i < text.length; i++) {
    const value = text.charCodeAt(i) - 35;
    if (value >= 0) bytes.push(value + more);
    more = value < 0 ? -92 * (value + 1) : 0;
  }
  return Uint8Array.from(bytes);
}
