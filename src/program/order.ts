// How the machine orders what it searches (assembly/operators/list.ts, `compare`). Emitter and verifier both ask here
// for what `<` does not tell.

const encoder = new TextEncoder();

/** Shorter in UTF-8 first, then by bytes. */
export function compareTexts(a: string, b: string): number {
  const left = encoder.encode(a);
  const right = encoder.encode(b);
  if (left.length !== right.length) return left.length - right.length;
  const at = left.findIndex((byte, i) => byte !== right[i]);
  return at < 0 ? 0 : left[at]! - right[at]!;
}

export function compareNumbers(a: number, b: number): number {
  return a - b;
}

/** By code units, as hexadecimal digits and paths are. */
export function compareUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
