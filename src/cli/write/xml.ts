import { visible } from "../../diagnostics/visible.ts";

// Text in XML 1.0. What XML cannot hold at all is written as an escape, as on a terminal.

/** @param content what stands inside, already XML; none makes an empty element */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  content: readonly string[] = [],
): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  const head = `<${name}${written.join("")}`;
  if (content.length === 0) return `${head}/>`;
  return `${head}>\n${content.join("\n")}\n</${name}>`;
}

/** Lines stay lines. */
export function xmlText(text: string): string {
  return text.split("\n").map(escaped).join("\n");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\t": "&#9;",
};

function escaped(text: string): string {
  return visible(text)
    .replace(/[\ufffe\uffff]/g, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`)
    .replace(/[&<>"\t]/g, (character) => ENTITIES[character]!);
}
