import type { Lowered, LoweredRule } from "../../compiler/4-lower/lower.ts";
import type { Finding, Related } from "../../diagnostics/diagnostic.ts";
import type { Span } from "../../diagnostics/span.ts";
import type { Rule } from "../../language/model.ts";
import { isWeaker } from "../core/judged.ts";
import { inputText } from "../input-text.ts";
import type { InPlace } from "./redundant.ts";

// What lint says, one function for each code.

export function contradictoryFinding(
  { rule }: LoweredRule,
  parts: readonly Lowered[],
  stillStops: boolean,
): Finding {
  const related = parts.flatMap((part) => {
    const span = spanOf(part);
    return span === undefined ? [] : [{ message: "excluded by the rest", span }];
  });
  return {
    code: "contradictory-rule",
    message: `the condition of rule \`${rule.id}\` is true of no input`,
    span: rule.idSpan,
    ...(stillStops && { help: "what it reads and is missing still counts as if it matched" }),
    ...(related.length > 1 && { related }),
  };
}

function spanOf(part: Lowered): Span | undefined {
  if (part.kind === "test") return part.atom.span;
  return "parts" in part ? part.parts.map(spanOf).find((span) => span !== undefined) : undefined;
}

export function alwaysTrueFinding({ rule }: LoweredRule): Finding {
  const span = rule.when.span ?? rule.idSpan;
  return {
    code: "always-true-rule",
    message: `the condition of rule \`${rule.id}\` is true of every input that has what it reads`,
    span,
    help: "leave `when` out, or say what was meant",
  };
}

export function coveredFinding(rule: Rule, by: ReadonlySet<Rule>, example: object | undefined): Finding {
  const names = inFileOrder(by);
  const isOutdone = names.every(({ effect }) => isWeaker(rule.effect, effect));
  const [first] = names;
  const others = names.length === 1 ? `rule \`${first!.id}\`` : `rules ${quoted(names)}`;
  const verb = names.length === 1 ? "decides" : "together decide";
  const code = isOutdone ? "effect-never-wins" : names.length === 1 ? "shadowed-rule" : "unreachable-rule";
  const message = isOutdone
    ? `\`${rule.effect}\` of rule \`${rule.id}\` never wins: ${others} ${verb} wherever it matches`
    : `rule \`${rule.id}\` never decides: ${others} ${verb} wherever it matches`;
  return {
    code,
    message,
    span: rule.idSpan,
    related: relatedTo(names),
    ...(example && { help: `such as on ${inputText(example)}` }),
  };
}

export function redundantFinding(rule: Rule, { rules, byDefault }: InPlace): Finding {
  const names = inFileOrder(rules);
  const parts = [
    ...(names.length > 0 ? [`${names.length === 1 ? "rule" : "rules"} ${quoted(names)}`] : []),
    ...(byDefault ? ["the default"] : []),
  ];
  return {
    code: "redundant-rule",
    message: `without rule \`${rule.id}\` every input has the same effect: ${parts.join(" and ")} gives it too`,
    span: rule.idSpan,
    help: "delete it, and check again before you delete another; or say what it is for by a `reason`",
    ...(names.length > 0 && { related: relatedTo(names) }),
  };
}

function inFileOrder(rules: ReadonlySet<Rule>): Rule[] {
  const pathOf = ({ span }: Rule) => span.source.path;
  return [...rules].sort((a, b) =>
    pathOf(a) === pathOf(b) ? a.span.start - b.span.start : pathOf(a) < pathOf(b) ? -1 : 1,
  );
}

const MOST_NAMES = 5;

function quoted(rules: readonly Rule[]): string {
  const shown = rules.slice(0, MOST_NAMES).map(({ id }) => `\`${id}\``);
  const more = rules.length - shown.length;
  return more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(", ");
}

function relatedTo(rules: readonly Rule[]): readonly Related[] {
  return rules.slice(0, MOST_NAMES).map(({ id, idSpan }) => ({ message: `rule \`${id}\``, span: idSpan }));
}
