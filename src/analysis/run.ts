import { ActraError } from "../errors.ts";
import { wasmModule } from "../machine/provider.ts";
import { type Abilities, Policy } from "../policy/policy.ts";
import type { Program } from "../program/program.ts";
import { requireSound } from "../program/verify.ts";

const ABILITIES: Abilities = {
  instance: () => new WebAssembly.Instance(wasmModule(), {}),
  render: unavailable,
  encode: unavailable,
  outcomes: unavailable,
  evaluatePacked: unavailable,
  evaluatePackedMany: unavailable,
};

/** A program, to decide by it and no more. */
export function policyOf(program: Program): Policy {
  return new Policy(requireSound(program), { abilities: ABILITIES });
}

function unavailable(): never {
  throw new ActraError("UNAVAILABLE", "this policy only decides");
}
