import type { Decision } from "../language/decision.ts";
import { printable } from "../language/printable.ts";
import type { QuantifierName } from "../language/types.ts";
import type {
  ExplainedAtom,
  ExplainedCondition,
  ExplainedOperand,
  ExplainedRule,
  Explanation,
} from "./explanation.ts";
import { cut } from "./show.ts";

// An explanation as text: the decision, then the rules in the order used, each with what its condition saw. Lines begin
// with a mark, so that whoever shows them can colour them.

const WIDTH = 80;

/** An explanation as text for people, at most 80 columns wide. */
export function renderExplanation({
  rules,
  resolution,
  not_needed,
  decision,
  action = "the action",
}: Omit<Explanation, "toString">): string {
  const considered = rules.filter(({ status }) => status !== "out_of_scope");
  const outside = rules.length - considered.length;
  return present([
    ...headline(decision, printable(action)),
    `\nrules looked at (${resolution}):`,
    ...considered.flatMap(ruleLines),
    outside > 0 && `  ${outside} more for other actions`,
    ...listLines("not needed: ", not_needed),
  ]).join("\n");
}

/** Paths with commas between them, over as many lines as they take. */
function listLines(title: string, paths: readonly string[]): string[] {
  const lines = paths.length > 0 ? [title] : [];
  for (const [index, path] of paths.entries()) {
    const word = index < paths.length - 1 ? `${path}, ` : path;
    if (lines.at(-1)!.length + word.trimEnd().length > WIDTH) lines.push("  ");
    lines.push(lines.pop()! + word);
  }
  return lines.map((text) => text.trimEnd());
}

function present(lines: readonly (string | false | undefined)[]): string[] {
  return lines.filter(Boolean) as string[];
}

/** What was decided on the action, and what goes with it. */
export function headline(
  { effect, matched_rule, reason, missing, assumed, approvals = [], audited }: Decision,
  subject: string,
): string[] {
  const by = matched_rule === "" ? "by default: no rule matched" : `by rule ${matched_rule}`;
  return present([
    `${subject} → ${effect} ${by}`,
    reason && `  reason: ${printable(reason.replace(/\s+/g, " "))}`,
    missing && `  missing: ${missing.join(", ")}, so the worst was assumed`,
    assumed && "  arithmetic fault, so the worst was assumed",
    ...approvals.map(({ rule, approvers }) => `  approval for ${rule}: ${printable(approvers.join(", "))}`),
    audited && `  audit rules ${audited.rules.join(", ") || "none"}: would have been ${audited.effect}`,
  ]);
}

type ExplainedItems = Extract<ExplainedCondition, { kind: QuantifierName }>;

const STATUS: Record<ExplainedRule["status"], string> = {
  matched: "✓ matched",
  not_matched: "✗ not matched",
  assumed: "? unknown → assumed",
  unknown: "? unknown",
  error: "! bad value",
  out_of_scope: "- out of scope",
};

function ruleLines({ id, effect, mode, status, decided, place, error, condition }: ExplainedRule): string[] {
  const audit = mode === "audit" ? " (audit)" : "";
  const head = `  ${id} ${effect}${audit}: ${STATUS[status]}${decided ? " ← decided" : ""}`;
  const where = place && cutStart(printable(`${place.path}:${place.line}`), WIDTH - 2 - head.length);
  return present([
    where === undefined ? head : `${head}  ${where}`,
    error && `      ${printable(`${error.path}: expected ${error.expected}, received ${error.received}`)}`,
    ...(condition ? conditionLines(condition, "      ") : []),
  ]);
}

/** A path is known by its end. */
function cutStart(text: string, room: number): string {
  return text.length > room ? `…${text.slice(1 - Math.max(room, 5))}` : text;
}

function conditionLines(condition: ExplainedCondition, indent: string): string[] {
  if (condition.kind === "atom") return atomLines(condition, indent);
  if ("list" in condition) return itemLines(condition, indent);
  const isOne = condition.kind === "not" || condition.kind === "named";
  const parts = isOne ? [condition.condition] : condition.conditions;
  return [
    line(indent, titleOf(condition), condition, ""),
    ...parts.flatMap((part) => conditionLines(part, `${indent}  `)),
  ];
}

function itemLines(condition: ExplainedItems, indent: string): string[] {
  const { kind, list, items, item } = condition;
  const which = item && `item [${item.index}] of ${items}`;
  const [saw = items === 1 ? "1 item" : `${items} items`] = sawText(list);
  return [
    line(indent, `${kind} of ${list.field}`, condition, which ?? saw),
    ...(item ? conditionLines(item.condition, `${indent}  `) : []),
  ];
}

function titleOf(condition: Exclude<ExplainedCondition, ExplainedAtom | ExplainedItems>): string {
  if (condition.kind === "named") return namedTitle(condition);
  return condition.kind === "not" ? "not" : `${condition.kind} of`;
}

/** Lines are those of the rule's own file, unless it says otherwise. */
function namedTitle({ name, place, condition }: Extract<ExplainedCondition, { kind: "named" }>): string {
  const { path } = condition.place;
  return path === place.path ? `${name}:` : `${name}: from ${path}`;
}

function atomLines(atom: ExplainedAtom, indent: string): string[] {
  const { operator, left, right } = atom;
  const isPlain = operator === "exists" && right.value === true;
  const compared = isPlain ? [] : [nameOf(right) ?? JSON.stringify(right.value)];
  const saw = [left, right].flatMap(sawText).join(", ");
  const head = line(indent, [nameOf(left), operator, ...compared].join(" "), atom, saw);
  return [head, ...[left, right].flatMap(({ parts = [] }) => partLines(parts, `${indent}    `))];
}

function nameOf({ field, expression }: ExplainedOperand): string | undefined {
  return expression ?? field;
}

/** What something was computed from; literals say what they are where they stand. */
function partLines(parts: readonly ExplainedOperand[], indent: string): string[] {
  return parts.flatMap((part) => {
    const name = nameOf(part);
    if (name === undefined) return [];
    const saw = clip(sawText(part).join(""), WIDTH / 3);
    const shown = clip(name, WIDTH - indent.length - saw.length - 3);
    return [`${indent}${shown}: ${saw}`, ...partLines(part.parts ?? [], `${indent}  `)];
  });
}

const MARK = { true: "✓", false: "✗", unknown: "?" };

/** What was seen gets at least a third of the width, and what the text leaves. */
function line(indent: string, text: string, { truth, place }: ExplainedCondition, saw: string): string {
  const start = `${indent}${MARK[truth]} `;
  const end = ` :${place.line}`;
  const room = WIDTH - start.length - end.length - 2;
  const shown = clip(text, room - Math.min(saw.length, WIDTH / 3));
  return `${start}${shown}${end}${saw && `  ${clip(saw, room - shown.length)}`}`;
}

/** What was there, for a field, or came out. */
function sawText({ field, expression, value, absent, fault }: ExplainedOperand): string[] {
  if (fault !== undefined) return [fault];
  if (absent !== undefined) return [absent === "required" ? "absent, though required" : "absent"];
  if (value === undefined) return expression === undefined ? [] : ["something was absent"];
  if (expression !== undefined) return [`came to ${JSON.stringify(value)}`];
  return field === undefined ? [] : [`saw ${JSON.stringify(value)}`];
}

function clip(text: string, length: number): string {
  return cut(printable(text), Math.floor(length) - 1);
}
