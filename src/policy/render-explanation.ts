import type {
  ExplainedAtom,
  ExplainedCondition,
  ExplainedOperand,
  ExplainedRule,
  Explanation,
} from "./explanation.ts";

// An explanation as text: the decision, then the rules in the order used, each with what its condition saw.

export type Paint = (text: string) => string;

/** How the parts are coloured; all of them plain when left out. */
export interface Palette {
  readonly good: Paint;
  readonly bad: Paint;
  readonly warn: Paint;
  readonly dim: Paint;
  readonly strong: Paint;
}

const plain: Paint = (text) => text;
const PLAIN: Palette = { good: plain, bad: plain, warn: plain, dim: plain, strong: plain };
const WIDTH = 80;

type Shown = Omit<Explanation, "toString">;

export function renderExplanation(explanation: Shown, palette: Palette = PLAIN): string {
  const considered = explanation.rules.filter(({ status }) => status !== "out_of_scope");
  const outside = explanation.rules.length - considered.length;
  const order = explanation.resolution === "strictest" ? "strictest first" : "first match wins";
  return [
    ...headline(explanation, palette),
    "",
    palette.strong(
      considered.length === 0 ? "no rule applies to this action" : `rules looked at (${order}):`,
    ),
    ...considered.flatMap((rule) => ruleLines(rule, palette)),
    ...(outside > 0 ? [palette.dim(`  ${outside} more for other actions`)] : []),
    ...(explanation.not_needed.length > 0
      ? [palette.dim(`not needed: ${explanation.not_needed.join(", ")}`)]
      : []),
  ].join("\n");
}

function headline({ decision, action }: Shown, palette: Palette): string[] {
  const by =
    decision.matched_rule === "" ? "by default: no rule matched" : `by rule ${decision.matched_rule}`;
  const { reason, missing, approvals, audited } = decision;
  const audit =
    audited && `audit rules ${audited.rules.join(", ") || "none"}: would have been ${audited.effect}`;
  const details = [
    reason && `reason: ${reason}`,
    missing && palette.warn(`missing: ${missing.join(", ")}, so the worst was assumed`),
    ...(approvals ?? []).map(({ rule, approvers }) => `approval for ${rule}: ${approvers.join(", ")}`),
    audit && palette.dim(audit),
  ];
  const subject = action === undefined ? "the action" : action;
  const effect = paintEffect(decision.effect, palette)(decision.effect);
  return [
    `${palette.strong(subject)} → ${effect} ${by}`,
    ...details.flatMap((text) => (text ? [`  ${text}`] : [])),
  ];
}

function paintEffect(effect: string, palette: Palette): Paint {
  return effect === "allow" ? palette.good : effect === "block" ? palette.bad : palette.warn;
}

const MARKS: Record<ExplainedRule["status"], string> = {
  matched: "✓ matched",
  not_matched: "✗ not matched",
  assumed: "? unknown → assumed",
  unknown: "? unknown",
  error: "! bad value",
  out_of_scope: "- out of scope",
};

function ruleLines(rule: ExplainedRule, palette: Palette): string[] {
  const mode = rule.mode === "audit" ? " (audit)" : "";
  const decided = rule.decided ? palette.strong(" ← decided") : "";
  const place = rule.place ? palette.dim(`  ${rule.place.path}:${rule.place.line}`) : "";
  const status = paintStatus(rule, palette)(MARKS[rule.status]);
  const error = rule.error
    ? [`      ${rule.error.path}: expected ${rule.error.expected}, received ${rule.error.received}`]
    : [];
  const condition = rule.condition ? conditionLines(rule.condition, 6, palette) : [];
  return [
    `  ${palette.strong(rule.id)} ${rule.effect}${mode}: ${status}${decided}${place}`,
    ...error,
    ...condition,
  ];
}

function paintStatus({ status, effect }: ExplainedRule, palette: Palette): Paint {
  if (status === "matched") return paintEffect(effect, palette);
  return status === "not_matched" ? palette.dim : palette.warn;
}

function conditionLines(condition: ExplainedCondition, indent: number, palette: Palette): string[] {
  if (condition.kind === "atom") return atomLines(condition, indent, palette);
  const head = line(indent, condition.kind === "not" ? "not" : `${condition.kind} of`, condition, palette);
  const parts = condition.kind === "not" ? [condition.condition] : condition.conditions;
  return [head, ...parts.flatMap((part) => conditionLines(part, indent + 2, palette))];
}

function atomLines(atom: ExplainedAtom, indent: number, palette: Palette): string[] {
  const right = atom.operator === "exists" && atom.right.value === true ? "" : ` ${operandText(atom.right)}`;
  const saw = [atom.left, atom.right]
    .filter(({ field }) => field !== undefined)
    .map((operand) => sawText(operand));
  const text = line(indent, `${atom.left.field} ${atom.operator}${right}`, atom, palette);
  return [`${text}${palette.dim(`  ${saw.filter(Boolean).join(", ")}`)}`.trimEnd()];
}

function line(indent: number, text: string, { truth, place }: ExplainedCondition, palette: Palette): string {
  const paint = truth === "true" ? palette.good : truth === "unknown" ? palette.warn : palette.dim;
  const left = `${" ".repeat(indent)}${paint(MARK[truth])} ${clip(text, WIDTH - indent - 12)}`;
  return `${left} ${palette.dim(`:${place.line}`)}`;
}

const MARK = { true: "✓", false: "✗", unknown: "?" } as const;

function operandText({ field, value }: ExplainedOperand): string {
  return field ?? JSON.stringify(value);
}

function sawText({ field, value, absent }: ExplainedOperand): string {
  if (absent !== undefined) return `${field} is absent${absent === "required" ? " though required" : ""}`;
  return value === undefined ? "" : `saw ${clip(JSON.stringify(value), 40)}`;
}

function clip(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
