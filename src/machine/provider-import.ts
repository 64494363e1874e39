import module from "../../build/actra.wasm";

// In place of `provider.ts` where bytes are not compiled at run time (workerd, edge-light): the bundler or the platform
// gives the module.

export function wasmModule(): WebAssembly.Module {
  return module;
}
