import module from "../../../build/actra-packed.wasm";
import { givenModule } from "../given-module.ts";

// In place of `packed-provider.ts`, as `../provider-import.ts`.

export function packedModule(): WebAssembly.Module {
  return givenModule(module);
}
