import type { Colors } from "picocolors/types";

/** Colours for a rendered difference, by the marks that its lines begin with. */
export function paintDiff(text: string, colors: Colors): string {
  if (!colors.isColorSupported) return text;
  const { red, green, yellow, dim } = colors;
  const paint: Readonly<Record<string, (line: string) => string>> = { "+": red, "-": green, "~": yellow };
  return text
    .split("\n")
    .map((line) => (line.startsWith("    such as") ? dim(line) : (paint[line.slice(0, 1)] ?? String)(line)))
    .join("\n");
}
