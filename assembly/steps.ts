// How many steps a decision takes, in the machine that the tests build with COUNTING = 1 (tests/support/counting-machine.ts).
// In every other the compiler leaves nothing of it.

/** Where the count stands: nothing else is ever put there. */
const STEPS: usize = 0;

// @ts-ignore: decorator
@inline
export function step(): void {
  // @ts-ignore: given by asconfig.json
  if (COUNTING) store<u32>(STEPS, load<u32>(STEPS) + 1);
}
