// Values as the caller hands them over → a copy that nobody else holds, so that what is decided on is what runs. Plain
// data is copied, containers all the way down and each once, so that cycles stay cycles; everything else stays what it
// is, and is remembered as foreign, or stands under a symbol, where no policy looks. Reading may run code of the caller's; it is read once.

/** How a value is copied; `undefined` when it is not. */
type Kind = "record" | "list" | "date";

const { getPrototypeOf, hasOwn } = Object;
const PLAIN = Object.prototype;
/** Longer lists are copied by the keys they have: a list of four thousand million holes has none. */
const SHORT_LIST = 1000;

export class Copies {
  /** Objects that were not copied; absent when there are none. */
  foreign: Set<object> | undefined;
  /** The first copy that was made of a plain object, which is often the only one. */
  record: object | undefined;
  /** The first container and its copy; most calls have no other. */
  #first: object | undefined;
  #firstCopy: object | undefined;
  #others: Map<object, object> | undefined;

  constructor() {
    this.foreign = undefined;
    this.record = undefined;
  }

  of(value: unknown): unknown {
    return typeof value === "object" && value !== null ? this.#ofObject(value) : value;
  }

  /** Whether this is an object that stayed what it is. */
  isForeign(value: unknown): boolean {
    return this.foreign?.has(value as object) ?? false;
  }

  #ofObject(value: object): object {
    const made = value === this.#first ? this.#firstCopy : this.#others?.get(value);
    if (made !== undefined) return made;
    if (isRecord(value) && !isList(value)) return this.#record(value, PLAIN);
    const prototype: object | null = getPrototypeOf(value);
    switch (kindOf(value, prototype)) {
      case "record":
        return this.#record(value, prototype);
      case "list":
        return this.#list(value as unknown[]);
      case "date":
        return this.#remember(value, new Date(Date.prototype.getTime.call(value)));
      default:
        (this.foreign ??= new Set()).add(value);
        return value;
    }
  }

  #record(value: object, prototype: object | null): object {
    // A spread reads each property once, and makes own ones, one named `__proto__` too.
    const copy: Fields = { ...value };
    if (prototype === null) Object.setPrototypeOf(copy, null);
    this.#remember(value, copy);
    this.record ??= copy;
    // This meets what stands in a polluted prototype as well.
    for (const key in copy) {
      const part = copy[key];
      if (typeof part === "object" && part !== null && hasOwn(copy, key)) copy[key] = this.#ofObject(part);
    }
    return copy;
  }

  #list(value: readonly unknown[]): object {
    const { length } = value;
    const copy: unknown[] = [];
    this.#remember(value, copy);
    if (length <= SHORT_LIST) for (let i = 0; i < length; i++) this.#item(value, i, copy);
    else for (const key of Object.keys(value)) this.#item(value, Number(key), copy);
    copy.length = length;
    return copy;
  }

  #item(list: readonly unknown[], index: number, copy: unknown[]): void {
    if (Number.isInteger(index) && hasOwn(list, index)) copy[index] = this.of(list[index]);
  }

  #remember<T extends object>(value: object, copy: T): T {
    if (this.#first === undefined) {
      this.#first = value;
      this.#firstCopy = copy;
    } else (this.#others ??= new Map()).set(value, copy);
    return copy;
  }
}

type Fields = Record<string, unknown>;

/**
 * Whether nothing stands between the object and `Object.prototype`. The question for its constructor decides nothing: after
 * it, V8 knows the object's hidden class, and with it the prototype, which it has to look for otherwise.
 */
export function isRecord(value: object): boolean {
  return value.constructor === Object && getPrototypeOf(value) === PLAIN;
}

function kindOf(value: object, prototype: object | null): Kind | undefined {
  if (prototype === PLAIN || prototype === null) return isList(value) ? undefined : "record";
  if (prototype === Array.prototype) return isList(value) ? "list" : undefined;
  if (prototype === Date.prototype) return isDate(value) ? "date" : undefined;
  // What stands at the top of another realm, such as a frame or a `vm` context.
  const isRoot = getPrototypeOf(prototype) === null && hasOwn(prototype, "hasOwnProperty");
  return isRoot && !isList(value) ? "record" : undefined;
}

function isList(value: object): boolean {
  return Array.isArray(value);
}

/** Whatever it calls itself: a date of another realm too. */
export function isDate(value: object): boolean {
  try {
    Date.prototype.getTime.call(value);
    return true;
  } catch {
    return false;
  }
}
