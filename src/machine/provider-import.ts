import module from "../../build/actra.wasm";

// In place of `provider.ts` where bytes are not compiled at run time (workerd, edge-light): the bundler or the platform
// gives the module.

export function wasmModule(): WebAssembly.Module {
  const { prototype } = WebAssembly.Module;
  // Some sandboxes hand in a module of the realm around them, which the loader would not know for one.
  if (!Object.prototype.isPrototypeOf.call(prototype, module)) Object.setPrototypeOf(module, prototype);
  return module;
}
