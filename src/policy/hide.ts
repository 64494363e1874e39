import { isObject } from "../machine/settle.ts";

// An input without some of its properties, and nothing else about it changed: they are not read, whatever they are.

/** Names of properties: `true` hides one, a map hides some inside of it. */
export type Hidden = ReadonlyMap<PropertyKey, Hidden | true>;

export type Met = Map<Hidden, boolean>;

/**
 * What is no object stays as it is: there is nothing in it to hide.
 *
 * @param met takes down where something was to hide from, and whether that was an object
 */
export function hide(value: unknown, hidden: Hidden, met: Met): unknown {
  const canBe = canHold(value);
  if (value !== undefined && value !== null) met.set(hidden, canBe);
  return canBe ? new Proxy({}, new Hider(value, hidden, met)) : value;
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
  readonly #met: Met;

  constructor(object: object, hidden: Hidden, met: Met) {
    this.#object = object;
    this.#hidden = hidden;
    this.#met = met;
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
    return inside === undefined ? value : hide(value, inside, this.#met);
  }
}
