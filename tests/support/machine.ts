import { type Machine, machine as machineOf } from "../../src/machine/machine.ts";
import { wasmModule } from "../../src/machine/provider.ts";

/** The one of this process. */
export const machine = (): Machine => machineOf(() => new WebAssembly.Instance(wasmModule()));
