import { inputText } from "../analysis/input-text.ts";
import { printable } from "../language/printable.ts";
import type { EquivalentMutant, Mutant, MutationReport, SurvivingMutant } from "./report.ts";

/** What tests did not notice, for people: each with an input, then those that are no faults, then the totals. */
export function renderMutants(report: MutationReport): string {
  const { tested, counted, noticed, score, survived, equivalent } = report;
  if (!tested) return "nothing was changed: the tests have to pass before";
  const blocks = [
    survived.map(survivorText).join("\n"),
    equivalent.length > 0
      ? `not counted, since nothing tells them from the policy:\n${equivalent.map(line).join("\n")}`
      : "",
    `${noticed} of ${counted} mutants noticed (${percent(score)} %), ${equivalent.length} more ${equivalent.length === 1 ? "is" : "are"} equivalent`,
  ];
  return blocks.filter(Boolean).join("\n\n");
}

/** Rounded down, so that 100 says all. */
function percent(score: number): string {
  return String(Math.floor(score * 10) / 10);
}

function survivorText(mutant: SurvivingMutant): string {
  const { input, before, after, unclear = [] } = mutant;
  const told =
    input === undefined
      ? unclear.map((why) => `    no input found that tells it: ${printable(why)}`)
      : [`    ${by(before!)}, the mutant: ${by(after!)}`, `    ${inputText(input)}`];
  return [`✗ ${head(mutant)}`, ...told].join("\n");
}

function by({ effect, rule }: NonNullable<SurvivingMutant["before"]>): string {
  return `${effect} by ${rule === "" ? "the default" : rule}`;
}

function line(mutant: EquivalentMutant): string {
  return `- ${head(mutant)}\n    ${mutant.proof}`;
}

function head({ rule, change, place }: Mutant): string {
  const where = place ? `  ${printable(place.path)}:${place.line}` : "";
  return `${rule === undefined ? "" : `${rule}: `}${change}${where}`;
}
