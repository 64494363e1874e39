import { ActraInputError } from "../../errors.ts";
import type { Decision } from "../../language/decision.ts";
import type { Decider } from "../decide.ts";
import type { Staging } from "../staging.ts";
import { PackedInputs } from "./inputs.ts";
import { copyOf, PackedReader } from "./reader.ts";
import { requireSize, unpackWhole } from "./unpack.ts";

// Decisions on packed inputs: those that the reader takes are in the frame at once, the others are unpacked and go the way
// of all inputs.

/**
 * @throws ActraInputError
 * @throws ActraError `POLICY_DISPOSED`
 */
export function decidePacked(bytes: Uint8Array, decider: Decider): Decision {
  const staging = decider.borrow();
  try {
    const plan =
      readerOf(decider).readWhole(bytes, staging) ??
      decider.stage(unpackWhole(copyOf(bytes), decider.loaded), staging);
    return decider.decideFrame(staging, plan);
  } finally {
    decider.giveBack(staging);
  }
}

/**
 * For each of many, as `PackedInputs` finds them, its decision or the error that it is.
 *
 * @throws ActraInputError `INPUT_PACKED`
 * @throws ActraError `POLICY_DISPOSED`
 */
export function decideManyPacked(bytes: Uint8Array, decider: Decider): (Decision | ActraInputError)[] {
  const staging = decider.borrow();
  const outcomes: (Decision | ActraInputError)[] = [];
  let inputs: PackedInputs | undefined;
  try {
    inputs = new PackedInputs(copyOf(bytes), readerOf(decider), decider.loaded);
    while (inputs.hasNext()) outcomes.push(decideNext(inputs, staging, decider));
    return outcomes;
  } finally {
    inputs?.release();
    decider.giveBack(staging);
  }
}

function decideNext(inputs: PackedInputs, staging: Staging, decider: Decider): Decision | ActraInputError {
  const plan = inputs.read(staging);
  if (plan !== undefined) return decider.decideFrame(staging, plan);
  const start = inputs.at;
  const input = inputs.unpack();
  return orInputError(() => {
    requireSize(inputs.at - start, decider.loaded);
    return decider.decideFrame(staging, decider.stage(input, staging));
  });
}

/** The decision, or the error that the input is. */
function orInputError(decide: () => Decision): Decision | ActraInputError {
  try {
    return decide();
  } catch (error) {
    if (error instanceof ActraInputError) return error;
    throw error;
  }
}

/** Made when first needed. */
function readerOf(decider: Decider): PackedReader {
  return (decider.beside ??= new PackedReader(decider.loaded)) as PackedReader;
}
