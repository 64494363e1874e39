import { isObject } from "../machine/settle.ts";

// An input without some of its properties, and nothing else about it changed: they are not read, whatever they are.

/** Names of properties: `true` hides one, a map hides some inside of it. */
export type Hidden = ReadonlyMap<PropertyKey, Hidden | true>;

/** What is no object stays as it is: there is nothing in it to hide. */
export function hide(value: unknown, hidden: Hidden): unknown {
  return canHold(value) ? new Proxy({}, new Hider(value, hidden)) : value;
}

function canHold(value: unknown): value is object {
  try {
    return isObject(value);
  } catch {
    // Reading it will say what is wrong.
    return false;
  }
}

/** Answers for the object, which is not the proxy's target: what is frozen could not be hidden. */
class Hider implements ProxyHandler<object> {
  readonly #object: object;
  readonly #hidden: Hidden;

  constructor(object: object, hidden: Hidden) {
    this.#object = object;
    this.#hidden = hidden;
  }

  getPrototypeOf(): object | null {
    return Reflect.getPrototypeOf(this.#object);
  }

  has(_: object, name: PropertyKey): boolean {
    return this.#hidden.get(name) !== true && name in this.#object;
  }

  getOwnPropertyDescriptor(_: object, name: PropertyKey): PropertyDescriptor | undefined {
    if (this.#hidden.get(name) === true || !Object.hasOwn(this.#object, name)) return undefined;
    return { value: undefined, configurable: true, enumerable: true, writable: true };
  }

  get(_: object, name: PropertyKey): unknown {
    const inside = this.#hidden.get(name);
    if (inside === true) return undefined;
    const value = (this.#object as Record<PropertyKey, unknown>)[name];
    return inside === undefined ? value : hide(value, inside);
  }
}
