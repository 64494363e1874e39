import type { Machine } from "../machine.ts";
import { packedModule } from "./packed-provider.ts";

// What reads packed inputs in the machine's memory: a WebAssembly module of its own, so that who has no packed inputs need
// not have it (`actra/engine`).

/** See assembly/packed/read.ts. */
export interface PackedInstance {
  readPacked(from: number, limit: number, room: number, words: number, frame: number): number;
  wordAt(words: number, text: number): number;
}

const instances = new WeakMap<Machine, PackedInstance>();

/** Made when first needed. */
export function packedInstance(machine: Machine): PackedInstance {
  const made = instances.get(machine) ?? instantiate(machine);
  instances.set(machine, made);
  return made;
}

function instantiate({ memory }: Machine): PackedInstance {
  const { exports } = new WebAssembly.Instance(packedModule(), { env: { memory } });
  return { ...exports } as unknown as PackedInstance;
}
