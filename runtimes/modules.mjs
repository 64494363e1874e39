/** The package's WebAssembly modules, as files of `dist/`. */
export const MODULES = ["actra.wasm", "actra-packed.wasm"];
