/** The machine, built so that it counts its steps: instructions of blocks, nodes of an index, halvings of a search. */
import asc from "assemblyscript/asc";
import type { Decision } from "../../src/language/decision.ts";
import { Decider } from "../../src/machine/decide.ts";
import { load } from "../../src/machine/loaded.ts";
import { Machine } from "../../src/machine/machine.ts";
import { decodeProgram } from "../../src/program/decode.ts";
import { requireSound } from "../../src/program/verify.ts";

export interface Counted {
  readonly decision: Decision;
  readonly steps: number;
}

const machine = new Machine(await build());

async function build(): Promise<WebAssembly.Instance> {
  let bytes = new Uint8Array();
  const writeFile = (_name: string, contents: Uint8Array | string) => {
    bytes = Uint8Array.from(contents as Uint8Array);
  };
  const outcome = await asc.main(["assembly/index.ts", "--target", "counting"], { writeFile });
  if (outcome.error) throw new Error(String(outcome.stderr), { cause: outcome.error });
  return new WebAssembly.Instance(new WebAssembly.Module(bytes));
}

/** The program of a `.actra` file, in that machine. */
export function counting(file: Uint8Array): (input: unknown) => Counted {
  const decider = new Decider(load(requireSound(decodeProgram(file)), machine));
  return (input) => {
    machine.u32[0] = 0;
    const decision = decider.decide(input);
    return { decision, steps: machine.u32[0]! };
  };
}
