import type { BoundaryRow, BoundaryTable } from "./boundary-table.ts";

// Tables as Markdown: people read it, and where it is committed a change of it is one of lines. Values are JSON; what is absent
// is an empty cell.

const HEAD = "<!-- written by `actra test --boundaries --update` -->\n";
const DEFAULT = "(default)";

export function snapshotText(tables: readonly BoundaryTable[]): string {
  return [HEAD, ...tables.map(tableText)].join("\n");
}

function tableText({ action, columns, rows }: BoundaryTable): string {
  const head = [...columns, "outcome", "rule"];
  const cells = rows.map(({ values, outcome, rule }) => [...values.map(cellOf), outcome, rule || DEFAULT]);
  const widths = head.map((name, column) =>
    Math.max(name.length, ...cells.map((row) => row[column]!.length)),
  );
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(" | ")} |`;
  const rule = line(widths.map((width) => "-".repeat(width)));
  return `## ${action}\n\n${[line(head), rule, ...cells.map(line)].join("\n")}\n`;
}

/** Bars end cells, so that they are escapes inside of texts. */
function cellOf(value: unknown): string {
  return value === undefined ? "" : JSON.stringify(value).replaceAll("|", "\\u007c");
}

/** The tables that a snapshot holds; `undefined` for what is none. */
export function parseSnapshot(text: string): readonly BoundaryTable[] | undefined {
  const [, ...sections] = text.split(/^## /m);
  try {
    return sections.map(parseTable);
  } catch {
    return undefined;
  }
}

function parseTable(section: string): BoundaryTable {
  const [action = "", ...lines] = section.split(/\r?\n/).filter((line) => line !== "");
  const [head, , ...rows] = lines.map(cellsOf);
  if (head === undefined || head.at(-1) !== "rule" || head.at(-2) !== "outcome") throw new Error("no table");
  return { action, columns: head.slice(0, -2), rows: rows.map((row) => parseRow(row, head.length)) };
}

function parseRow(cells: readonly string[], length: number): BoundaryRow {
  if (cells.length !== length) throw new Error("a row of another length");
  const values = cells.slice(0, -2).map((cell): unknown => (cell === "" ? undefined : JSON.parse(cell)));
  const rule = cells.at(-1)!;
  return { values, outcome: cells.at(-2)!, rule: rule === DEFAULT ? "" : rule };
}

function cellsOf(line: string): readonly string[] {
  return line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());
}
