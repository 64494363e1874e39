/** What counts as an object, and how one property is read: the object's own, or not at all. */
import { InputFault } from "./answer.ts";

/** docs/semantics.md, point 1. A proxy may throw while it is asked. */
export function checkObject(raw: unknown, path: string): object {
  let plain: boolean;
  try {
    plain = typeof raw === "object" && raw !== null && isPlain(raw);
  } catch {
    throw new InputFault("INPUT_ACCESS", path);
  }
  if (!plain) throw new InputFault("INPUT_TYPE", path);
  return raw as object;
}

function isPlain(raw: object): boolean {
  const prototype = Object.getPrototypeOf(raw);
  if (prototype === Object.prototype || prototype === null) return true;
  return Object.prototype.toString.call(raw) === "[object Object]";
}

/** Asks for ownership before it reads, so that nothing is ever read from a prototype. */
export function own(container: object, key: string, path: string): unknown {
  let inherited: boolean;
  try {
    inherited = key in container;
    if (Object.hasOwn(container, key)) return Reflect.get(container, key);
  } catch {
    throw new InputFault("INPUT_ACCESS", path);
  }
  if (inherited) throw new InputFault("INPUT_INHERITED", path);
  return undefined;
}
