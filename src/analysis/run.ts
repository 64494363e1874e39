import { ActraError } from "../errors.ts";
import { wasmModule } from "../machine/provider.ts";
import { type Abilities, Policy } from "../policy/policy.ts";
import type { Program } from "../program/program.ts";
import { verifyProgram } from "../program/verify.ts";

const ABILITIES: Abilities = {
  module: wasmModule,
  render: unavailable,
  encode: unavailable,
  outcomes: unavailable,
  evaluatePacked: unavailable,
  evaluatePackedMany: unavailable,
};

/** A program, to decide by it and no more. */
export function policyOf(program: Program): Policy {
  return new Policy(verifyProgram(program), { abilities: ABILITIES });
}

function unavailable(): never {
  throw new ActraError("UNAVAILABLE", "this policy only decides");
}
