import { inputText } from "../analysis/input-text.ts";
import { printable } from "../language/printable.ts";
import {
  type Decided,
  DIRECTIONS,
  type Direction,
  type Refused,
  type ReplayChange,
  type ReplayReport,
} from "./report.ts";

const HEADS: Readonly<Record<Direction, string>> = {
  newly_allowed: "newly allowed",
  less_strict: "less strict",
  newly_refused: "no longer an input",
  stricter: "stricter",
};

/** What a policy decides otherwise than was recorded, for people; what could not be told comes last, and is never left out. */
export function renderReplay(report: ReplayReport): string {
  const { changes, changed, decided } = report;
  const blocks = [
    ...changes.map(changeText),
    ...DIRECTIONS.map((direction) => moreText(direction, report)),
    [`${changed} of ${decided} decisions changed`, ...notes(report)].join("\n"),
  ];
  return blocks.filter(Boolean).join("\n\n");
}

/** What has no place in the list, by direction: nobody should have to guess whether more is allowed. */
function moreText(direction: Direction, { changes, directions }: ReplayReport): string {
  const shown = changes.filter((change) => change.direction === direction);
  const more = directions[direction] - shown.reduce((all, { count }) => all + count, 0);
  return more > 0 ? `${HEADS[direction]}: ${more} more, by further rules` : "";
}

function changeText({ direction, before, after, count, example }: ReplayChange): string {
  const { event, id, input } = example;
  return [
    `${HEADS[direction]}: ${count}`,
    `  ${by(before)} → ${"error" in after ? printable(`${after.error} at ${after.path}`) : by(after)}`,
    `  event ${event}${id === undefined ? "" : ` (${printable(id)})`}: ${inputText(input)}`,
  ].join("\n");
}

function by({ effect, rule }: Exclude<Decided | Refused, Refused>): string {
  return `${effect} by ${rule === "" ? "the default" : printable(rule)}`;
}

function notes({ redacted, undecided, dropped, unreadable }: ReplayReport): string[] {
  const fields = Object.entries(redacted.fields).map(([field, count]) => `${printable(field)} (${count})`);
  return [
    redacted.events > 0 && `${redacted.events} cannot be decided again: redacted are ${fields.join(", ")}`,
    undecided > 0 && `${undecided} were recorded without a decision`,
    dropped > 0 && `${dropped} are missing: the observer dropped them`,
    unreadable.events > 0 &&
      `${unreadable.events} are no events, the first one is number ${unreadable.first}`,
  ].filter((note) => note !== false);
}
