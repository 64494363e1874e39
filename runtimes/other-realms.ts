// In place of `node:vm`, which only Node has.

export function runInNewContext(): never {
  throw new Error("there is one realm here");
}
