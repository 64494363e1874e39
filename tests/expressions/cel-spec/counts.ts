import { CONSTRUCTS, type Construct } from "./constructs.ts";
import { EXCEPTED, EXCEPTIONS } from "./exceptions.ts";
import type { Applied, LeftOut } from "./results.ts";

// What becomes of the suite in numbers, as docs/cel.md has them.

/** Two tables of Markdown: all cases, and those that are decided by name. */
export function countsTable(applied: readonly Applied[], leftOut: readonly LeftOut[]): string {
  const passed = applied.length - EXCEPTED.length;
  const rows: [string, number][] = [
    ["**run, and come to what CEL's suite says**", passed],
    ["run, and come to something else, by the rules below", EXCEPTED.length],
    ...Object.entries(CONSTRUCTS).map(([construct, text]): [string, number] => [
      `left out: ${text}`,
      countOf(construct as Construct, leftOut),
    ]),
    ["**all**", applied.length + leftOut.length],
  ];
  return table("cases", rows, (count) => count.toLocaleString("en-US"));
}

function countOf(wanted: Construct, leftOut: readonly LeftOut[]): number {
  return leftOut.filter(({ construct }) => construct === wanted).length;
}

export function exceptionsTable(): string {
  const rows = EXCEPTIONS.map(({ rule, names }): [string, string] => [
    rule,
    names.map((name) => `\`${name}\``).join(", "),
  ]);
  return table("cases of this name", rows, (cases) => cases);
}

function table<T>(
  title: string,
  rows: readonly (readonly [string, T])[],
  shown: (value: T) => string,
): string {
  return [
    `| | ${title} |`,
    "|---|---|",
    ...rows.map(([text, value]) => `| ${text} | ${shown(value)} |`),
  ].join("\n");
}
