import { cut, printable } from "../../../src/language/printable.ts";

/** A value of an input or a policy for people: on one line, nothing hidden in it, not too long. */
export function shown(value: unknown, longest = 60): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return cut(printable(text ?? "nothing"), longest);
}

/** `1 rule`, `2 rules` */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}
