/** An input that tells what was read of it, so that reading twice or reading too much is seen. */
export interface Watched {
  proxy: unknown;
  /** Paths such as `action.to.country`, once for each time a value was taken. */
  reads: string[];
}

export function watched(input: unknown): Watched {
  const reads: string[] = [];
  return { proxy: watch(input, "", reads), reads };
}

/** Objects only: a list is one value. */
function watch(value: unknown, path: string, reads: string[]): unknown {
  if (!isObject(value)) return value;
  return new Proxy(value, {
    get: (target, key) => {
      const taken = Reflect.get(target, key);
      if (typeof key === "symbol") return taken;
      const below = path === "" ? key : `${path}.${key}`;
      reads.push(below);
      const isFixed = Reflect.getOwnPropertyDescriptor(target, key)?.configurable === false;
      return isFixed ? taken : watch(taken, below, reads);
    },
  });
}

function isObject(value: unknown): value is object {
  try {
    return Object.prototype.toString.call(value) === "[object Object]";
  } catch {
    return false;
  }
}
