import type { Source } from "../../diagnostics/span.ts";
import { visible } from "../../diagnostics/visible.ts";
import { COVERAGE_KINDS } from "../../language/coverage-kinds.ts";
import { type CoverageCount, type PolicyCoverage, percentOf } from "../../policy/coverage/coverage.ts";
import { placeOfDefault } from "./default-place.ts";
import { type Gap, gapsOf } from "./gaps.ts";
import { STYLE } from "./html-style.ts";
import { wordAt } from "./source-words.ts";

// Coverage as one page that needs nothing else: no script, no font, no address. All text of policies is escaped.

/** @param sources the policy files, by the paths that the coverage has */
export function coverageHtml(coverage: PolicyCoverage, sources: readonly Source[]): string {
  const gaps = gapsOf(coverage, placeOfDefault(sources));
  const files = sources.map((source, number) => fileSection(coverage, gaps, source, number));
  return [
    "<!doctype html>",
    '<html lang="en">',
    "<head>",
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    "<title>Coverage of the policy</title>",
    `<style>${STYLE}</style>`,
    "</head>",
    "<body>",
    "<main>",
    "<h1>Coverage of the policy</h1>",
    `<p>${counted(coverage.inputs, "input")} decided on. A rule is covered when it has matched, an atom when it has been true and false.</p>`,
    totalsTable(coverage),
    gapList(gaps, sources),
    ...files,
    "</main>",
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

function totalsTable({ totals }: PolicyCoverage): string {
  const rows = COVERAGE_KINDS.map((kind) => {
    const count = totals[kind];
    return `<tr><th scope="row">${kind}</th>${totalCells(count)}</tr>`;
  });
  return `<table class="totals"><tbody>\n${rows.join("\n")}\n</tbody></table>`;
}

function totalCells(count: CoverageCount): string {
  const { covered, total } = count;
  if (total === 0) return '<td colspan="3" class="quiet">there are none</td>';
  const percent = percentOf(count);
  const level = covered === total ? "all" : "some";
  const meter = `<span class="bar"><span class="${level}" style="width: ${percent}%"></span></span>`;
  return `<td>${meter}</td><td class="number">${percent.toFixed(1)} %</td><td class="number quiet">${covered} of ${total}</td>`;
}

function gapList(gaps: readonly Gap[], sources: readonly Source[]): string {
  if (gaps.length === 0) return '<p class="complete">✓ Nothing is left to try.</p>';
  const items = gaps.map(({ place, subject, says }) => {
    const number = sources.findIndex(({ path }) => path === place?.path);
    const name = place && `${escaped(place.path)}:${place.line}`;
    const link = number < 0 ? (name ?? "") : `<a href="#f${number}-${place!.line}">${name}</a> `;
    return `<li>${link}<code>${escaped(subject)}</code> ${escaped(says)}</li>`;
  });
  return `<details open><summary>${counted(gaps.length, "gap")}</summary>\n<ul>\n${items.join("\n")}\n</ul>\n</details>`;
}

/** A word of a line that was counted, with what became of it. */
interface Word {
  readonly start: number;
  readonly end: number;
  readonly isGap: boolean;
  readonly about: string;
}

function fileSection(coverage: PolicyCoverage, gaps: readonly Gap[], source: Source, number: number): string {
  const own = gaps.filter(({ place }) => place?.path === source.path);
  const words = wordsOf(coverage, own, source);
  let at = 0;
  const rows = source.text.split("\n").map((text, index) => {
    const start = at;
    at += text.length + 1;
    const within = words.filter((word) => word.start >= start && word.start < at);
    const notes = own.filter(({ place }) => place!.line === index + 1);
    return lineRow(text.replace(/\r$/, ""), start, within, notes, `f${number}-${index + 1}`, index + 1);
  });
  return `<h2>${escaped(source.path)}</h2>\n<div class="source"><table><tbody>\n${rows.join("\n")}\n</tbody></table></div>`;
}

function wordsOf({ rules, atoms }: PolicyCoverage, gaps: readonly Gap[], source: Source): readonly Word[] {
  const counts = [
    ...rules.map(({ place, judged, matched, decided }) => {
      return { place, about: `matched ${matched} of ${judged} times, decided ${decided}` };
    }),
    ...atoms.map((atom) => {
      const unknown = atom.unknown > 0 ? `, unknown ${atom.unknown}` : "";
      return { place: atom.place, about: `${atom.text}: true ${atom.true}, false ${atom.false}${unknown}` };
    }),
  ];
  return counts.flatMap(({ place, about }) => {
    const span = place.path === source.path ? wordAt(place, source) : undefined;
    if (span === undefined) return [];
    const isGap = gaps.some((gap) => gap.place!.line === place.line && gap.place!.column === place.column);
    return { start: span.start, end: span.end, isGap, about };
  });
}

function lineRow(
  text: string,
  start: number,
  words: readonly Word[],
  notes: readonly Gap[],
  id: string,
  number: number,
): string {
  const [mark, level] = notes.length > 0 ? ["✗", "gap"] : words.length > 0 ? ["✓", "hit"] : ["", "none"];
  const said = notes.map(({ subject, says }) => {
    return `<div class="note"><code>${escaped(subject)}</code> ${escaped(says)}</div>`;
  });
  const code = markedLine(text, start, words);
  return `<tr id="${id}" class="${level}"><td class="line">${number}</td><td class="mark">${mark}</td><td><code>${code}</code>${said.join("")}</td></tr>`;
}

/** The words of a line, marked; what overlaps one before it is not marked again. */
function markedLine(text: string, start: number, words: readonly Word[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const word of words.toSorted((a, b) => a.start - b.start)) {
    const from = word.start - start;
    if (from < at) continue;
    const to = Math.min(word.end - start, text.length);
    const level = word.isGap ? "gap" : "hit";
    const title = `title="${escaped(word.about)}"`;
    parts.push(
      escaped(text.slice(at, from)),
      `<u class="${level}" ${title}>${escaped(text.slice(from, to))}</u>`,
    );
    at = to;
  }
  return [...parts, escaped(text.slice(at))].join("");
}

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return visible(text).replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
