import type { Guard } from "./guard.ts";

// A function with a guard in place of the one it guards: it looks the same to those who ask for its name or its number of
// parameters. They are what it is made with; defined afterwards, they would make it a dictionary to V8, which costs
// each `call` of it a tenth of its decision.

type Guarded = (this: unknown, ...args: unknown[]) => unknown;

// Methods, since `new` has to fail. What they are called with is theirs alone.
// biome-ignore-start lint/complexity/noArguments: rest parameters do not count as parameters
const BY_LENGTH: readonly ((name: string, guard: Guard) => Guarded | undefined)[] = [
  (name, guard) =>
    ({
      [name](this: unknown) {
        return guard.call(this, arguments);
      },
    })[name],
  (name, guard) =>
    ({
      [name](this: unknown, _1: unknown) {
        return guard.call(this, arguments);
      },
    })[name],
  (name, guard) =>
    ({
      [name](this: unknown, _1: unknown, _2: unknown) {
        return guard.call(this, arguments);
      },
    })[name],
  (name, guard) =>
    ({
      [name](this: unknown, _1: unknown, _2: unknown, _3: unknown) {
        return guard.call(this, arguments);
      },
    })[name],
];
// biome-ignore-end lint/complexity/noArguments: see above

/** @param fn whose `name` and `length` may be anything, and are read once */
export function guardedLike(fn: { readonly name: unknown; readonly length: unknown }, guard: Guard): Guarded {
  const { name, length } = fn;
  const make = typeof length === "number" ? BY_LENGTH[length] : undefined;
  if (typeof name === "string" && make !== undefined) return make(name, guard)!;
  const guarded = BY_LENGTH[0]!("", guard)!;
  Object.defineProperty(guarded, "name", { value: name, configurable: true });
  return Object.defineProperty(guarded, "length", { value: length, configurable: true });
}
