/**
 * Where random tests begin: elsewhere each day, so that few cases a run are many in a month. A test that takes it has it in its
 * name; `SEED=20787 npm test` begins where that day did.
 */
export const SEED = Number(process.env["SEED"] ?? Math.floor(Date.now() / 86_400_000));

/** As many seeds of cases, of which no other day has one. */
export function seedsOfToday(count: number): number[] {
  return Array.from({ length: count }, (_, index) => (Math.imul(SEED, 100_003) + index) | 0);
}
