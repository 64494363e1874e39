import type { Decision } from "../language/decision.ts";
import { printable } from "../language/printable.ts";
import type {
  Change,
  ExplainedAtom,
  ExplainedCondition,
  ExplainedOperand,
  ExplainedRule,
} from "./explanation.ts";
import { type ExplainedData, headline } from "./headline.ts";
import { show } from "./show.ts";

// An explanation as text: the decision, then the rules in the order used, each with what its condition saw. Lines begin
// with a mark, so that whoever shows them can colour them.

const WIDTH = 80;

/** An explanation as text for people, 80 columns wide where no value is longer. */
export function renderExplanation(explanation: ExplainedData): string {
  const { rules, resolution, not_needed, decision, changes = [] } = explanation;
  const considered = rules.filter(({ status }) => status !== "out_of_scope");
  const outside = rules.length - considered.length;
  const lines: Line[] = [
    headline(explanation),
    ...ofDecision(decision),
    `\nrules looked at (${resolution}):`,
    ...considered.flatMap(ruleLines),
    rules.length > 0 && rules.every(isStripped) && STRIPPED,
    outside > 0 && `  ${outside} more for other actions`,
    changes.length > 0 && "\nwould be less strict:",
    ...changes.map(changeLine),
    not_needed.length > 0 && wrap(`not needed: ${not_needed.join(", ")}`),
  ];
  return lines.filter(Boolean).join("\n");
}

const STRIPPED = "  (no conditions and places: the program's debug information was stripped)";

function isStripped({ place }: ExplainedRule): boolean {
  return place === undefined;
}

const INSTEAD = { allow: "allowed", require_approval: "approval", block: "blocked" };

function changeLine({ effect, when, exact }: Change): Line {
  return wrap(`  ${INSTEAD[effect]} if ${printable(when)}${exact ? "" : ", as far as was tried"}`);
}

/** What is empty is not shown. */
type Line = string | false | undefined;

/** Breaks at spaces, and indents what comes after the first line. What is longer than a line stays whole. */
function wrap(text: string, indent = "  "): string {
  const room = Math.max(WIDTH - indent.length, WIDTH / 4);
  return text.replace(new RegExp(`(.{1,${room}})( |$)`, "gu"), `$1\n${indent}`).trimEnd();
}

/** What was decided on the action, and what goes with it. */
export function decisionLines(decision: Decision, action: string): string[] {
  const { effect, matched_rule } = decision;
  return [headline({ action, effect, matched_rule }), ...ofDecision(decision)].filter(Boolean) as string[];
}

function ofDecision({ reason, missing, assumed, approvals = [], audited }: Decision): Line[] {
  return [
    reason && `  reason: ${printable(reason.replace(/\s+/g, " "))}`,
    missing && `  missing: ${missing.join(", ")}, so the worst was assumed`,
    assumed && "  arithmetic fault, so the worst was assumed",
    ...approvals.map(({ rule, approvers }) => `  approval for ${rule}: ${printable(approvers.join(", "))}`),
    audited && `  audit rules ${audited.rules.join(", ") || "none"}: would have been ${audited.effect}`,
  ];
}

const STATUS: Record<ExplainedRule["status"], string> = {
  matched: "✓ matched",
  not_matched: "✗ not matched",
  assumed: "? unknown → assumed",
  unknown: "? unknown",
  error: "! bad value",
  out_of_scope: "- out of scope",
};

function ruleLines({ id, effect, mode, status, decided, place, error, condition }: ExplainedRule): Line[] {
  const audit = mode === "audit" ? " (audit)" : "";
  const head = `  ${id} ${effect}${audit}: ${STATUS[status]}${decided ? " ← decided" : ""}`;
  const where = place && `  ${cutStart(printable(`${place.path}:${place.line}`), WIDTH - 2 - head.length)}`;
  return [
    head + (where ?? ""),
    error && `      ${printable(`${error.path}: expected ${error.expected}, received ${error.received}`)}`,
    ...(condition ? conditionLines(condition, "      ") : []),
  ];
}

/** A path is known by its end. */
function cutStart(text: string, room: number): string {
  return text.length > room ? `…${text.slice(1 - Math.max(room, 5))}` : text;
}

function conditionLines(condition: ExplainedCondition, indent: string): string[] {
  const { text, saw = "", inside = [], operands = [] } = contentOf(condition);
  return [
    line(indent, text, condition, saw),
    ...inside.flatMap((part) => conditionLines(part, `${indent}  `)),
    ...operands.flatMap(({ parts = [] }) => partLines(parts, `${indent}    `)),
  ];
}

interface Content {
  readonly text: string;
  readonly saw?: string;
  readonly inside?: readonly ExplainedCondition[];
  readonly operands?: readonly ExplainedOperand[];
}

function contentOf(condition: ExplainedCondition): Content {
  switch (condition.kind) {
    case "atom":
      return atomContent(condition);
    case "any_item":
    case "all_items": {
      const { kind, list, items, item } = condition;
      const all = items === 1 ? "1 item" : `${items} items`;
      return {
        text: `${kind} of ${list.field}`,
        saw: item ? `item [${item.index}] of ${items}` : sawText(list) || all,
        inside: item ? [item.condition] : [],
      };
    }
    case "named": {
      const { name, place, condition: inner } = condition;
      const { path } = inner.place;
      // Lines are those of the rule's own file, unless it says otherwise.
      return { text: path === place.path ? `${name}:` : `${name}: from ${path}`, inside: [inner] };
    }
    case "not":
      return { text: "not", inside: [condition.condition] };
    default:
      return { text: `${condition.kind} of`, inside: condition.conditions };
  }
}

function atomContent(atom: ExplainedAtom): Content {
  const operands = [atom.left, atom.right];
  const saw = operands.map(sawText).filter(Boolean).join(", ");
  return { text: atomText(atom), saw, operands };
}

/** `action.amount greater_than 1000` */
export function atomText({
  operator,
  left,
  right,
}: Pick<ExplainedAtom, "operator" | "left" | "right">): string {
  const isPlain = operator === "exists" && right.value === true;
  const compared = isPlain ? "" : ` ${nameOf(right) ?? literalText(right.value)}`;
  return `${nameOf(left)} ${operator}${compared}`;
}

function nameOf({ field, expression }: ExplainedOperand): string | undefined {
  return expression ?? field;
}

/** What something was computed from; literals say what they are where they stand. */
function partLines(parts: readonly ExplainedOperand[], indent: string): string[] {
  return parts.flatMap((part) => {
    const name = nameOf(part);
    if (name === undefined) return [];
    return [beside(indent, `${name}:`, " ", sawText(part)), ...partLines(part.parts ?? [], `${indent}  `)];
  });
}

const MARK = { true: "✓", false: "✗", unknown: "?" };

function line(indent: string, text: string, { truth, place }: ExplainedCondition, saw: string): string {
  return beside(`${indent}${MARK[truth]} `, `${text} :${place.line}`, "  ", saw);
}

/** What was seen, beside the text or below. Neither is cut: a part of a number would be another number. */
function beside(start: string, text: string, gap: string, saw: string): string {
  const [shown, seen] = [start + printable(text), printable(saw)];
  const whole = seen && shown + gap + seen;
  const below = `${" ".repeat(start.length)}  `;
  if ((whole || shown).length <= WIDTH) return whole || shown;
  return [shown, seen && below + seen].flatMap((part) => (part ? wrap(part, below) : [])).join("\n");
}

/** What was there, for a field, or came out; empty for literals. */
function sawText({ field, expression, value, absent, fault }: ExplainedOperand): string {
  if (absent !== undefined) return absent === "required" ? "absent, though required" : "absent";
  if (value === undefined) return fault ?? (expression === undefined ? "" : "something was absent");
  if (expression !== undefined) return `came to ${written(value)}`;
  return field === undefined ? "" : `saw ${written(value)}`;
}

/** A literal, which may be of any length, as values are shown. */
export function literalText(value: unknown): string {
  return written(show(value));
}

/** As JSON; a list with room to break at. */
function written(value: unknown): string {
  return Array.isArray(value) ? `[${value.map(written).join(", ")}]` : JSON.stringify(value);
}
