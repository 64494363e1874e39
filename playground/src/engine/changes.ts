import type { Policy, PolicyInput } from "actra";
import type { Change } from "./protocol.ts";

type SmallestChanges = (policy: Policy, input: PolicyInput) => readonly Change[];

/** `actra/analysis`, in a library that has it. */
const [analysis] = Object.values(
  import.meta.glob<{ readonly smallestChanges: SmallestChanges }>("../../../src/analysis.ts", { eager: true }),
);

/** The single changes that would make a decision less strict; `undefined` where the library cannot tell. */
export function changesOf(policy: Policy, input: PolicyInput): readonly Change[] | undefined {
  return analysis?.smallestChanges(policy, input);
}
