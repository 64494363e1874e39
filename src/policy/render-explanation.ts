import type { Decision } from "../language/decision.ts";
import type { Effect } from "../language/types.ts";
import type {
  ExplainedAtom,
  ExplainedCondition,
  ExplainedOperand,
  ExplainedRule,
  Explanation,
} from "./explanation.ts";
import { cut } from "./show.ts";

// An explanation as text: the decision, then the rules in the order used, each with what its condition saw.

export type Style = "good" | "bad" | "warn" | "dim" | "strong";

/** Colours a part of the text. */
export type Paint = (style: Style, text: string) => string;

const plain: Paint = (_style, text) => text;
const WIDTH = 80;

/** @param paint leaves the text as it is when left out */
export function renderExplanation(
  { rules, resolution, not_needed, decision, action }: Omit<Explanation, "toString">,
  paint: Paint = plain,
): string {
  const considered = rules.filter(({ status }) => status !== "out_of_scope");
  const outside = rules.length - considered.length;
  const order = resolution === "strictest" ? "strictest first" : "first match wins";
  const heading = considered.length === 0 ? "no rule applies to this action" : `rules looked at (${order}):`;
  return present([
    ...headline(decision, printable(action ?? "the action"), paint),
    `\n${paint("strong", heading)}`,
    ...considered.flatMap((rule) => ruleLines(rule, paint)),
    outside > 0 && paint("dim", `  ${outside} more for other actions`),
    not_needed.length > 0 && paint("dim", `not needed: ${not_needed.join(", ")}`),
  ]).join("\n");
}

function present(lines: readonly (string | false | undefined)[]): string[] {
  return lines.filter(Boolean) as string[];
}

function headline(
  { effect, matched_rule, reason, missing, approvals = [], audited }: Decision,
  subject: string,
  paint: Paint,
): string[] {
  const by = matched_rule === "" ? "by default: no rule matched" : `by rule ${matched_rule}`;
  return present([
    `${paint("strong", subject)} → ${paint(styleOf(effect), effect)} ${by}`,
    reason && `  reason: ${reason.replace(/\s+/g, " ")}`,
    missing && paint("warn", `  missing: ${missing.join(", ")}, so the worst was assumed`),
    ...approvals.map(({ rule, approvers }) => `  approval for ${rule}: ${approvers.join(", ")}`),
    audited &&
      paint("dim", `  audit rules ${audited.rules.join(", ") || "none"}: would have been ${audited.effect}`),
  ]);
}

function styleOf(effect: Effect): Style {
  return effect === "allow" ? "good" : effect === "block" ? "bad" : "warn";
}

const STATUS: Record<ExplainedRule["status"], string> = {
  matched: "✓ matched",
  not_matched: "✗ not matched",
  assumed: "? unknown → assumed",
  unknown: "? unknown",
  error: "! bad value",
  out_of_scope: "- out of scope",
};

function ruleLines(rule: ExplainedRule, paint: Paint): string[] {
  const { id, effect, mode, status, decided, place, error, condition } = rule;
  const style = status === "matched" ? styleOf(effect) : status === "not_matched" ? "dim" : "warn";
  const what = ` ${effect}${mode === "audit" ? " (audit)" : ""}: `;
  const outcome = STATUS[status] + (decided ? " ← decided" : "");
  const room = WIDTH - [id, what, outcome].join("").length - 4;
  const where = place && `${place.path}:${place.line}`;
  const head = `  ${paint("strong", id)}${what}${paint(style, outcome)}`;
  return present([
    where === undefined ? head : `${head}  ${paint("dim", printable(where.slice(-Math.max(room, 4))))}`,
    error && `      ${printable(`${error.path}: expected ${error.expected}, received ${error.received}`)}`,
    ...(condition ? conditionLines(condition, "      ", paint) : []),
  ]);
}

function conditionLines(condition: ExplainedCondition, indent: string, paint: Paint): string[] {
  if (condition.kind === "atom") return [atomLine(condition, indent, paint)];
  const isNot = condition.kind === "not";
  const parts = isNot ? [condition.condition] : condition.conditions;
  return [
    line(indent, isNot ? "not" : `${condition.kind} of`, condition, paint),
    ...parts.flatMap((part) => conditionLines(part, `${indent}  `, paint)),
  ];
}

function atomLine(atom: ExplainedAtom, indent: string, paint: Paint): string {
  const { operator, left, right } = atom;
  const isPlain = operator === "exists" && right.value === true;
  const compared = isPlain ? [] : [right.field ?? JSON.stringify(right.value)];
  const saw = [left, right].flatMap(sawText).join(", ");
  return line(indent, [left.field, operator, ...compared].join(" "), atom, paint, saw);
}

const TRUTH = {
  true: ["✓", "good"],
  false: ["✗", "dim"],
  unknown: ["?", "warn"],
} as const;

/** What was seen gets at least a third of the width, and what the text leaves. */
function line(
  indent: string,
  text: string,
  { truth, place }: ExplainedCondition,
  paint: Paint,
  saw = "",
): string {
  const [mark, style] = TRUTH[truth];
  const room = WIDTH - indent.length - `${place.line}`.length - 6;
  const shown = clip(text, room - Math.min(saw.length, WIDTH / 3));
  const rest = saw === "" ? "" : `  ${clip(saw, room - shown.length)}`;
  return `${indent}${paint(style, mark)} ${shown} ${paint("dim", `:${place.line}${rest}`)}`;
}

/** What was there, for a field. */
function sawText({ field, value, absent }: ExplainedOperand): string[] {
  if (absent !== undefined) return [absent === "required" ? "absent, though required" : "absent"];
  return field === undefined || value === undefined ? [] : [`saw ${JSON.stringify(value)}`];
}

function clip(text: string, length: number): string {
  return cut(printable(text), Math.floor(length) - 1);
}

/** Nothing that would move the cursor, colour the terminal or turn the text around. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (unit) => `\\u{${unit.codePointAt(0)!.toString(16)}}`);
}
