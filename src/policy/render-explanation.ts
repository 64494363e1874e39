import type { Decision } from "../language/decision.ts";
import type { Effect } from "../language/types.ts";
import type {
  ExplainedAtom,
  ExplainedCondition,
  ExplainedOperand,
  ExplainedRule,
  Explanation,
} from "./explanation.ts";

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
    ...headline(decision, action ?? "the action", paint),
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
    reason && `  reason: ${reason}`,
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
  const head = [
    `  ${paint("strong", id)} ${effect}${mode === "audit" ? " (audit)" : ""}: ${paint(style, STATUS[status])}`,
    decided ? paint("strong", " ← decided") : "",
    place ? paint("dim", `  ${place.path}:${place.line}`) : "",
  ].join("");
  return present([
    head,
    error && `      ${error.path}: expected ${error.expected}, received ${error.received}`,
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
  const compared =
    operator === "exists" && right.value === true ? [] : [right.field ?? JSON.stringify(right.value)];
  const saw = present([left, right].map(sawText)).join(", ");
  const text = line(indent, [left.field, operator, ...compared].join(" "), atom, paint);
  return saw === "" ? text : text + paint("dim", `  ${saw}`);
}

const TRUTH = {
  true: ["✓", "good"],
  false: ["✗", "dim"],
  unknown: ["?", "warn"],
} as const;

function line(indent: string, text: string, { truth, place }: ExplainedCondition, paint: Paint): string {
  const [mark, style] = TRUTH[truth];
  const clipped = clip(text, WIDTH - indent.length - 12);
  return `${indent}${paint(style, mark)} ${clipped} ${paint("dim", `:${place.line}`)}`;
}

/** What was there, for a field. */
function sawText({ field, value, absent }: ExplainedOperand): string | undefined {
  if (absent !== undefined) return `${field} is absent${absent === "required" ? " though required" : ""}`;
  return field === undefined || value === undefined ? undefined : `saw ${clip(JSON.stringify(value), 40)}`;
}

function clip(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
