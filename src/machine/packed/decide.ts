import { Outcome } from "../../../assembly/shared/layout.ts";
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
    staging.lent = false;
    decider.giveBack(staging);
  }
}

/** What came of many inputs. */
export interface ManyPacked {
  /** For each the number of the rule that alone decided, `Outcome.None` for the default; `Outcome.Fault` for one that is in `others`. */
  readonly rules: readonly number[];
  /** Decisions of more than one rule, and errors, by the number of their input. */
  readonly others: ReadonlyMap<number, Decision | ActraInputError>;
}

/**
 * For each of many, as `PackedInputs` finds them, its decision or the error that it is.
 *
 * @throws ActraInputError `INPUT_PACKED`
 * @throws ActraError `POLICY_DISPOSED`
 */
export function decideManyPacked(bytes: Uint8Array, decider: Decider): ManyPacked {
  const staging = decider.borrow();
  let inputs: PackedInputs | undefined;
  try {
    inputs = new PackedInputs(copyOf(bytes), readerOf(decider), decider.loaded);
    return decideAll(inputs, staging, decider);
  } finally {
    staging.lent = false;
    inputs?.release();
    decider.giveBack(staging);
  }
}

function decideAll(inputs: PackedInputs, staging: Staging, decider: Decider): ManyPacked {
  const rules: number[] = [];
  const others = new Map<number, Decision | ActraInputError>();
  while (inputs.hasNext()) {
    const plan = inputs.read(staging);
    const rule = plan === undefined ? Outcome.Fault : decider.ruleFor(staging, plan);
    if (rule === Outcome.Fault) {
      const other =
        plan === undefined ? unpacked(inputs, staging, decider) : decider.carefully(staging, plan);
      others.set(rules.length, other);
    }
    rules.push(rule);
  }
  return { rules, others };
}

/** For one that the machine does not read. */
function unpacked(inputs: PackedInputs, staging: Staging, decider: Decider): Decision | ActraInputError {
  const start = inputs.at;
  const input = inputs.unpack();
  try {
    requireSize(inputs.at - start, decider.loaded);
    return decider.decideFrame(staging, decider.stage(input, staging));
  } catch (error) {
    if (error instanceof ActraInputError) return error;
    throw error;
  }
}

/** Made when first needed. */
function readerOf(decider: Decider): PackedReader {
  return (decider.beside ??= new PackedReader(decider.loaded)) as PackedReader;
}
