import { ActraError } from "../../errors.ts";

/**
 * What a document lacks would be found in a polluted `Object.prototype`: a word such as `semantics`, put there by data that
 * was merged without care, would be part of every policy. What libraries add are functions, which are no words of any document.
 *
 * @throws ActraError `PROTOTYPE_POLLUTED`
 */
export function requireCleanPrototype(): void {
  for (const name of Reflect.ownKeys(Object.prototype)) {
    const { value } = Object.getOwnPropertyDescriptor(Object.prototype, name)!;
    if (value === undefined || typeof value === "function") continue;
    const message = `\`Object.prototype\` has a property \`${String(name)}\`, which every document would have: no policy is compiled`;
    throw new ActraError("PROTOTYPE_POLLUTED", message);
  }
}
