import { wordsOf } from "../analysis/core/key.ts";
import { cidrText, ipText } from "../language/ip.ts";
import type { Atom, Condition, Scalar } from "../language/model.ts";
import { cut, printable } from "../language/printable.ts";

const LONGEST = 100;

/** As it would be written, values as they are for people. */
export function atomWords(atom: Atom): string {
  return `\`${cut(printable(wordsOf(withTexts(atom))), LONGEST)}\``;
}

export function conditionWords(condition: Condition): string {
  switch (condition.kind) {
    case "atom":
      return atomWords(condition);
    case "named":
      return `\`condition: ${condition.name}\``;
    case "not":
      return `not ${conditionWords(condition.condition)}`;
    case "all":
    case "any":
      return `\`${condition.kind}\` of ${condition.conditions.length}`;
    default:
      return `\`${condition.kind}\``;
  }
}

/** Datetimes and addresses are numbers and digits inside. */
function withTexts(atom: Atom): Atom {
  const { right } = atom;
  const { scalar } = atom.left.type;
  const text = (value: Scalar) => (scalar === "datetime" ? momentText(Number(value)) : ipText(String(value)));
  if (right.kind === "cidrs")
    return { ...atom, right: { ...right, kind: "literals", values: right.values.map(cidrText) } };
  if (scalar !== "datetime" && scalar !== "ip") return atom;
  if (right.kind === "literal") return { ...atom, right: { ...right, value: text(right.value) } };
  if (right.kind === "literals") return { ...atom, right: { ...right, values: right.values.map(text) } };
  return atom;
}

function momentText(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(".000Z", "Z");
}
