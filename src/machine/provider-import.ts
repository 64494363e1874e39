import module from "../../build/actra.wasm";
import { givenModule } from "./given-module.ts";

// In place of `provider.ts` where bytes are not compiled at run time (workerd, edge-light).

export function wasmModule(): WebAssembly.Module {
  return givenModule(module);
}
