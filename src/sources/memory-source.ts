import type { PolicyTypes } from "../language/policy-types.ts";
import { checkedTiming, LONGEST, type PolicyMaterial, type SourceOptions } from "./options.ts";
import { PolicySource } from "./policy-source.ts";
import { ActraSourceError } from "./source-error.ts";
import type { SourceStatus } from "./status.ts";

/** A source of what it is handed. */
export interface MemorySource<T extends PolicyTypes = PolicyTypes> extends PolicySource<T> {
  /** Takes a program file or a policy, if it is good. Rejects with what is wrong, and keeps the one before. */
  set(material: PolicyMaterial<T>): Promise<SourceStatus>;
}

/** For programs that come by a way of the application's own: a message, a key-value store, a test. Needs no `start`. */
export function memorySource<T extends PolicyTypes = PolicyTypes>(
  options: SourceOptions<T>,
): MemorySource<T> {
  let given: PolicyMaterial<T> | undefined = options.initial;
  let looks = 0;
  const read = async () => {
    looks++;
    if (given === undefined) throw new ActraSourceError("SOURCE_NOT_READY", "no program was set yet");
    return { material: given };
  };
  const { initial: _, ...rest } = options;
  const source = new PolicySource<T>({ read }, rest, checkedTiming(options, [], { intervalMs: LONGEST }));
  /** One that is under way has seen what was there before. */
  const freshLook = async () => {
    const before = looks;
    const look = source.refresh();
    if (looks > before) return look;
    await look.catch(() => {});
    return source.refresh();
  };
  const setNow = async (material: PolicyMaterial<T>) => {
    const before = given;
    given = material;
    try {
      return await freshLook();
    } catch (error) {
      given = before;
      throw error;
    }
  };
  let last: Promise<unknown> = Promise.resolve();
  const set = (material: PolicyMaterial<T>) => {
    const next = last.then(() => setNow(material));
    last = next.catch(() => {});
    return next;
  };
  return Object.assign(source, { set });
}
