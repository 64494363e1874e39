import { frame } from "../../diagnostics/frame.ts";
import type { Source, Span } from "../../diagnostics/span.ts";
import { columnsOf, visible } from "../../diagnostics/visible.ts";
import { COVERAGE_KINDS } from "../../language/coverage-kinds.ts";
import { type PolicyCoverage, percentOf } from "../../policy/coverage/coverage.ts";
import type { ReportPalette } from "../render.ts";
import { placeOfDefault } from "./default-place.ts";
import { type Gap, gapsOf } from "./gaps.ts";
import { wordAt } from "./source-words.ts";
import type { CoverageThresholds } from "./thresholds.ts";

// Coverage for people: the totals, then each line of the policy with something in it that no input tried.

export interface CoverageOptions {
  readonly palette?: ReportPalette;
  /** Shown beside the totals. */
  readonly thresholds?: CoverageThresholds;
  /** Columns; 80 when left out. */
  readonly width?: number;
}

type Sources = readonly Pick<Source, "path" | "text">[];

/**
 *     access/policy.yaml
 *       13 |     when: action.amount > 50000 && actor.role != "manager"
 *          |           ^^^^^^^^^^^^^ never true
 */
export function renderCoverage(
  coverage: PolicyCoverage,
  sources: Sources,
  options: CoverageOptions = {},
): string {
  const texts = new Map(sources.map((source) => [source.path, source]));
  const gaps = gapsOf(coverage, placeOfDefault(sources));
  const files = [...new Set(gaps.map(({ place }) => place?.path))];
  const parts = files.map((path) => {
    const own = gaps.filter(({ place }) => place?.path === path);
    return fileLines(path, own, texts.get(path ?? ""), options).join("\n");
  });
  return [totalLines(coverage, options).join("\n"), ...parts].join("\n\n");
}

function totalLines(
  { totals }: PolicyCoverage,
  { palette = {}, thresholds = {} }: CoverageOptions,
): string[] {
  const rows = COVERAGE_KINDS.map((kind) => {
    const count = totals[kind];
    const least = thresholds[kind];
    const isBelow = least !== undefined && count.covered * 100 < least * count.total;
    const paint = isBelow ? palette.failed : count.covered === count.total ? palette.passed : palette.warning;
    const share = count.total === 0 ? "none" : `${percentOf(count).toFixed(1).padStart(5)} %`;
    const of = `${count.covered} of ${count.total}`;
    const note = least === undefined ? "" : `  ${isBelow ? "below" : "at least"} ${least} %`;
    return `  ${kind.padEnd(13)}${(paint ?? plain)(count.total === 0 ? share : `${share}  ${of}`)}${note}`;
  });
  return ["coverage", ...rows];
}

function fileLines(
  path: string | undefined,
  gaps: readonly Gap[],
  source: Source | undefined,
  { palette = {}, width = 80 }: CoverageOptions,
): string[] {
  const failed = palette.failed ?? plain;
  if (path === undefined || source === undefined)
    return gaps.map(({ place, subject, says }) => {
      const where = place === undefined ? "" : `${visible(place.path)}:${place.line}: `;
      return `${where}\`${visible(subject)}\` ${failed(says)}`;
    });
  const margin = String(Math.max(...gaps.map(({ place }) => place!.line))).length;
  let last = 0;
  const rows = gaps.flatMap((gap) => {
    const span = wordAt(gap.place!, source);
    if (span === undefined) return [];
    const pad = " ".repeat(margin - String(span.line).length);
    const [line = "", marks = ""] = frame(span, width - margin - 5, plain).map((each) => pad + each);
    const shown = noteLines(marks, noteOf(gap, span), margin, width, failed);
    const rows = span.line === last ? shown : [line, ...shown];
    last = span.line;
    return rows;
  });
  return [(palette.place ?? plain)(visible(path)), ...rows];
}

/** Behind the mark where there is room, else under it. */
function noteLines(
  marks: string,
  note: string,
  margin: number,
  width: number,
  paint: (text: string) => string,
): string[] {
  const bar = marks.indexOf("|") + 1;
  const [start, carets] = [marks.slice(0, bar), marks.slice(bar)];
  if (marks.length + 1 + columns(note) <= width) return [start + paint(`${carets} ${note}`)];
  const room = width - margin - 7;
  return [start + paint(carets), ...wrapped(note, room).map((line) => `${start}   ${paint(line)}`)];
}

function wrapped(text: string, width: number): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1)!;
    if (line !== "" && columns(line) + 1 + columns(word) > width) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines;
}

function columns(text: string): number {
  return [...text].reduce((sum, character) => sum + columnsOf(character), 0);
}

/** What is underlined need not be said once more. */
function noteOf({ subject, says }: Gap, { source, start, end }: Span): string {
  const marked = source.text.slice(start, end);
  const isPlain = subject === marked || subject.startsWith(`${marked} `);
  return isPlain ? says : `${visible(subject)}: ${says}`;
}

function plain(text: string): string {
  return text;
}
