import { printable } from "../language/printable.ts";
import { strictness } from "../language/types.ts";
import type { DecidedBy, DifferentRegion, PolicyDifference } from "./diff-result.ts";

// A difference for people: on a terminal, and as a comment on a pull request.

/** As text, the most important first. */
export function renderDiff(difference: PolicyDifference): string {
  const { equivalent, regions } = difference;
  if (equivalent) return "equivalent: every input is decided with the same effect (proved)";
  const parts = regions.map((region) => [headOf(region), ...bodyOf(region)].join("\n"));
  return [...parts, summaryOf(difference), ...notesOf(difference)].filter(Boolean).join("\n\n");
}

function headOf(region: DifferentRegion): string {
  return `${markOf(region)} ${region.action ?? "(no declared action)"}: ${changeOf(region)}`;
}

/** `+` now milder, `-` now stricter, `~` another approval. */
function markOf({ before, after }: DifferentRegion): string {
  const change = strictness(after.effect) - strictness(before.effect);
  return change > 0 ? "+" : change < 0 ? "-" : "~";
}

function changeOf({ before, after }: DifferentRegion): string {
  return `${decidedText(before)} → ${decidedText(after)}`;
}

function decidedText({ effect, rule, approvers }: DecidedBy): string {
  const asked = approvers === undefined ? "" : ` by ${printable(approvers.join(", "))}`;
  return `${effect}${asked} (${rule === "" ? "default" : rule})`;
}

function bodyOf({ within, exact, input }: DifferentRegion): string[] {
  const lines = within.map((text, i) => `    ${i === 0 ? "when" : " and"} ${printable(text)}`);
  return [
    ...(lines.length === 0 ? ["    always"] : lines),
    ...(exact ? [] : ["    as far as no other rule decides"]),
    `    such as ${jsonText(input)}`,
  ];
}

function jsonText(input: object): string {
  return printable(JSON.stringify(input));
}

function summaryOf({ regions }: PolicyDifference): string {
  if (regions.length === 0) return "no difference was found, and it is not proved that there is none";
  const milder = regions.filter((region) => markOf(region) === "+").length;
  return `${regions.length} ${regions.length === 1 ? "difference" : "differences"}, ${milder} of them milder than before`;
}

function notesOf({ unclear, notCompared }: PolicyDifference): string[] {
  return [
    ...unclear.map((text) => `not provable here: ${printable(text)}`),
    ...notCompared.map((text) => `not compared: ${printable(text)}`),
  ];
}

const HEADINGS = { "+": "Now milder", "~": "Now approved by others", "-": "Now stricter" } as const;

/** For a comment on a pull request. */
export function renderDiffMarkdown(difference: PolicyDifference): string {
  const { equivalent, regions } = difference;
  if (equivalent)
    return "### Policy: no decision changes\n\nProved: every input is decided with the same effect.\n";
  const sections = Object.entries(HEADINGS).flatMap(([mark, heading]) => {
    const own = regions.filter((region) => markOf(region) === mark);
    return own.length === 0 ? [] : [`#### ${heading}`, ...own.map(regionMarkdown)];
  });
  const notes = notesOf(difference).map((note) => `> ${escaped(note)}`);
  return `${["### Policy: decisions that change", summaryOf(difference), ...sections, ...notes].join("\n\n")}\n`;
}

function regionMarkdown(region: DifferentRegion): string {
  const { action, within, exact, input } = region;
  const lines = within.map((condition) => `- ${code(condition)}`);
  return [
    `**${code(action ?? "no declared action")}**: ${escaped(changeOf(region))}, when`,
    "",
    ...(lines.length === 0 ? ["- always"] : lines),
    ...(exact ? [] : ["- and no other rule decides"]),
    "",
    `<details><summary>An input</summary>\n\n${fenced(JSON.stringify(input, undefined, 2))}\n\n</details>`,
  ].join("\n");
}

/** As long a fence as what is inside needs. */
function code(text: string): string {
  const fence = fenceFor(text, 1);
  const pad = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return `${fence}${pad}${printable(text)}${pad}${fence}`;
}

function fenced(text: string): string {
  const fence = fenceFor(text, 3);
  return `${fence}json\n${text}\n${fence}`;
}

function fenceFor(text: string, least: number): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  return "`".repeat(longest >= least ? longest + 1 : least);
}

function escaped(text: string): string {
  return printable(text).replace(/[\\`*_{}[\]<>#|~]/g, "\\$&");
}
