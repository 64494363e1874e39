// Small pieces to say what shape data must have. A check throws `Misshapen` with the path of what is wrong.

export class Misshapen extends Error {
  /** How far into the code, in bytes, where it is the code that is wrong. */
  readonly codeOffset: number | undefined;

  constructor(path: string, message: string, codeOffset?: number) {
    super(`${path} ${message}`);
    this.codeOffset = codeOffset;
  }
}

export type Check = (value: unknown, path: string) => void;

export function text(value: unknown, path: string): void {
  if (typeof value !== "string") throw new Misshapen(path, "is no text");
}

export function flag(value: unknown, path: string): void {
  if (typeof value !== "boolean") throw new Misshapen(path, "is neither true nor false");
}

export function finite(value: unknown, path: string): void {
  if (!Number.isFinite(value)) throw new Misshapen(path, "is no finite number");
}

export function bytes(value: unknown, path: string): void {
  if (!(value instanceof Uint8Array)) throw new Misshapen(path, "is no bytes");
}

export function integer(low: number, high: number): Check {
  return (value, path) => {
    if (!Number.isInteger(value) || (value as number) < low || (value as number) > high) {
      throw new Misshapen(path, `is no integer from ${low} to ${high}`);
    }
  };
}

export function matching(pattern: RegExp): Check {
  return (value, path) => {
    if (typeof value !== "string" || !pattern.test(value))
      throw new Misshapen(path, `does not match ${pattern}`);
  };
}

export function word(...words: readonly unknown[]): Check {
  return (value, path) => {
    if (!words.includes(value)) throw new Misshapen(path, `is none of ${words.join(", ")}`);
  };
}

export function either(...checks: readonly Check[]): Check {
  return (value, path) => {
    if (!checks.some((check) => passes(check, value, path)))
      throw new Misshapen(path, "is of no allowed kind");
  };
}

function passes(check: Check, value: unknown, path: string): boolean {
  try {
    check(value, path);
    return true;
  } catch (error) {
    if (error instanceof Misshapen) return false;
    throw error;
  }
}

export function list(item: Check): Check {
  return (value, path) => {
    if (!Array.isArray(value)) throw new Misshapen(path, "is no list");
    for (let i = 0; i < value.length; i++) item(value[i], `${path}[${i}]`);
  };
}

/** An object with these keys and no others; those of `optional` may be absent. */
export function object(required: Record<string, Check>, optional: Record<string, Check> = {}): Check {
  const needed = Object.keys(required);
  const checks = new Map([...Object.entries(required), ...Object.entries(optional)]);
  return (value, path) => {
    if (!isPlain(value)) throw new Misshapen(path, "is no map");
    for (const key of Object.keys(value)) {
      const check = checks.get(key);
      if (check === undefined) throw new Misshapen(path, `has the unknown key ${key}`);
      check((value as Record<string, unknown>)[key], `${path}.${key}`);
    }
    for (const key of needed) if (!Object.hasOwn(value, key)) throw new Misshapen(path, `lacks ${key}`);
  };
}

/** An object whose `kind` says which of the shapes it has. */
export function kinds(shapes: Record<string, Check>): Check {
  const byKind = new Map(Object.entries(shapes));
  return (value, path) => {
    const kind = isPlain(value) ? value["kind"] : undefined;
    const check = byKind.get(kind as string);
    if (check === undefined) throw new Misshapen(path, "is of no known kind");
    check(value, path);
  };
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
