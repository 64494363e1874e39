import { compareNumbers, compareTexts, compareUnits } from "./order.ts";
import type { Constant, Program } from "./program.ts";
import { Misshapen } from "./shape.ts";

/** Constants are in the form that the machine relies on: lists in its order, addresses of the family they claim, texts that UTF-8 can write. */
export function verifyConstants({ constants, literals }: Program): void {
  literals.forEach((literal, i) => wellFormed(literal, `literals[${i}]`));
  if (new Set(literals).size !== literals.length) throw new Misshapen("literals", "has a string twice");
  constants.forEach((constant, i) => verifyConstant(constant, `constants[${i}]`));
}

function verifyConstant(constant: Constant, path: string): void {
  switch (constant.kind) {
    case "numbers":
    case "rules":
      return ascending(constant.values, compareNumbers, path);
    case "ips":
      return ascending(constant.values, compareUnits, path);
    case "texts":
      for (const value of constant.values) foldedText(value, path);
      return ascending(constant.values, compareTexts, path);
    case "text":
      return wellFormed(constant.value, path);
    case "cidrs":
      for (const { address, prefix, family } of constant.values) {
        const mapped = address.startsWith("00000000000000000000ffff") && prefix >= 96;
        if (mapped !== (family === 4)) throw new Misshapen(path, "has a block of the wrong family");
      }
      return;
    default:
      return;
  }
}

function ascending<T>(values: readonly T[], compare: (a: T, b: T) => number, path: string): void {
  for (let i = 1; i < values.length; i++) {
    if (compare(values[i - 1]!, values[i]!) >= 0) throw new Misshapen(path, "is not ascending");
  }
}

/** Lists of texts are searched after folding. */
function foldedText(text: string, path: string): void {
  wellFormed(text, path);
  if (/[A-Z]/.test(text)) throw new Misshapen(path, "has a text that is not folded");
}

function wellFormed(text: string, path: string): void {
  if (/\p{Surrogate}/u.test(text)) throw new Misshapen(path, "has a lone surrogate");
}
