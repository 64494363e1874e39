import type { Colors } from "picocolors/types";
import { CATALOGUE, type DiagnosticCode } from "../../diagnostics/catalogue.ts";
import { suggest } from "../../diagnostics/suggest.ts";
import { WrongUse } from "../wrong-use.ts";

// What `actra check --explain CODE` prints: the catalogue's entry as a page.

const WIDTH = 80;

/** @throws WrongUse when there is no such code */
export function explanationPage(code: string, { bold, red, yellow, dim }: Colors): string {
  const { severity, title, explanation, example, fix } = entryOf(code);
  const paint = severity === "error" ? red : yellow;
  const parts = [
    `${paint(severity)} ${bold(code)}\n${filled(title)}`,
    filled(explanation),
    `${dim("for example:")}\n\n${indented(example)}`,
    ...(fix === undefined ? [] : [filled(`\`--fix\`: ${fix}`)]),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** @throws WrongUse */
export function explanationData(code: string): object {
  return { code, ...entryOf(code) };
}

function entryOf(code: string) {
  if (Object.hasOwn(CATALOGUE, code)) return CATALOGUE[code as DiagnosticCode];
  const near = suggest(code, Object.keys(CATALOGUE));
  throw new WrongUse(
    `there is no code \`${code}\``,
    near === undefined
      ? "each diagnostic shows its code, and docs/diagnostics.md has all"
      : `did you mean \`${near}\`?`,
  );
}

function filled(text: string): string {
  const lines: string[] = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1)!;
    if (line !== "" && line.length + 1 + word.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines.join("\n");
}

function indented(text: string): string {
  return text
    .split("\n")
    .map((line) => `    ${line}`)
    .join("\n");
}
