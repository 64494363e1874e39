import type { PolicyTypes } from "../language/policy-types.ts";
import type { Policy } from "../policy/policy.ts";
import type { PublicKeys, VerifiedProgram } from "../signing/verify-program.ts";
import type { SourceStatus } from "./status.ts";

/** What a source is given, or finds: a program file, signed or not, or a policy. */
export type PolicyMaterial<T extends PolicyTypes = PolicyTypes> = Uint8Array | VerifiedProgram | Policy<T>;

export interface SourceOptions<T extends PolicyTypes = PolicyTypes> {
  /** `Actra.load`, of `actra` or of `actra/engine`. */
  readonly load: (program: Uint8Array | VerifiedProgram) => Policy<T>;
  /** Public keys by their ids. Where they are given, nothing is taken that is not signed by one of them. */
  readonly keys?: PublicKeys;
  /** Decides until the first update, such as the program that the application was shipped with. The same checks hold for it. */
  readonly initial?: PolicyMaterial<T> | undefined;
  /** A last word on a program that is good: `false`, or an error, and it is not taken. */
  readonly accept?:
    | ((next: Policy<T>, current: Policy<T> | undefined) => boolean | PromiseLike<boolean>)
    | undefined;
  /** Hears of each program that was taken. */
  readonly onUpdate?: ((policy: Policy<T>, status: SourceStatus) => void) | undefined;
  /** Hears of each update that failed; a warning on the console, the first time, when left out. */
  readonly onError?: ((error: unknown, status: SourceStatus) => void) | undefined;
}

export interface PollOptions {
  /** Milliseconds from one look to the next, give or take a tenth. */
  readonly intervalMs?: number | undefined;
  /** The longest time between two tries while they fail, in milliseconds; 120,000 when left out. */
  readonly maxBackOffMs?: number | undefined;
  /** How long one look may take, in milliseconds; 10,000 when left out. */
  readonly timeoutMs?: number | undefined;
  /** How long `start` tries before it gives up, in milliseconds; 30,000 when left out. */
  readonly startTimeoutMs?: number | undefined;
}

export type Timing = { readonly [Name in keyof PollOptions]-?: number };

const TIMING: Timing = {
  intervalMs: 60_000,
  maxBackOffMs: 120_000,
  timeoutMs: 10_000,
  startTimeoutMs: 30_000,
};
/** What timers can wait. */
export const LONGEST = 2 ** 31 - 1;

const SOURCE_OPTIONS = ["load", "keys", "initial", "accept", "onUpdate", "onError"];

/**
 * The times, where they are times; an unknown option would switch something off without a word.
 *
 * @throws TypeError
 */
export function checkedTiming(
  options: object,
  more: readonly string[],
  standard: Partial<Timing> = {},
): Timing {
  for (const name in options)
    if (![...SOURCE_OPTIONS, ...more, ...Object.keys(TIMING)].includes(name) || !Object.hasOwn(options, name))
      throw new TypeError(`\`${name}\` is no option of a policy source`);
  // Who says `keys` and has none would else take anything.
  if ("keys" in options && (typeof options.keys !== "object" || options.keys === null))
    throw new TypeError("`keys` has to be public keys by their ids");
  const given = Object.entries(options).filter(([name, value]) => name in TIMING && value !== undefined);
  for (const [name, value] of given)
    if (typeof value !== "number" || !(value >= 1 && value <= LONGEST))
      throw new TypeError(`\`${name}\` has to be milliseconds`);
  return { ...TIMING, ...standard, ...Object.fromEntries(given) };
}
