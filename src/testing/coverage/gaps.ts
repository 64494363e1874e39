import { printable } from "../../language/printable.ts";
import type { AtomCoverage, PolicyCoverage, RuleCoverage } from "../../policy/coverage/coverage.ts";
import type { ExplainedPlace } from "../../policy/explanation.ts";
import { literalText } from "../../policy/render-explanation.ts";

/** Something that no input tried, and where it is written. */
export interface Gap {
  /** Absent for a default that nobody wrote. */
  readonly place?: ExplainedPlace;
  /** What it is about: a rule's id, an atom. */
  readonly subject: string;
  /** `never matched`; `never true, never met "EUR"` */
  readonly says: string;
}

const MOST_ALTERNATIVES = 8;

/** All of them, in the order of their places. */
export function gapsOf({ rules, atoms, default: byDefault }: PolicyCoverage, place?: ExplainedPlace): Gap[] {
  const ofDefault: Gap = {
    ...(place && { place }),
    subject: `default: ${byDefault.effect}`,
    says: "never decided",
  };
  const found = [
    ...(byDefault.reachable && byDefault.decided === 0 ? [ofDefault] : []),
    ...rules.flatMap(gapOfRule),
    ...atoms.flatMap(gapOfAtom),
  ];
  return inPlaces(found);
}

function gapOfRule({ id, place, judged, matched }: RuleCoverage): Gap[] {
  if (matched > 0) return [];
  const says = judged > 0 ? "never matched" : "never matched: no input has an action of its scope";
  return [{ place, subject: id, says }];
}

function gapOfAtom({ text, place, alternatives = [], ...counts }: AtomCoverage): Gap[] {
  const outcomes = (["true", "false"] as const).filter((outcome) => counts[outcome] === 0);
  const unmet = alternatives.filter(({ met }) => met === 0).map(({ value }) => JSON.stringify(value));
  const says = [...outcomes, ...(unmet.length > 0 ? [`met ${shortList(unmet)}`] : [])];
  if (says.length === 0) return [];
  // Which of the list is left is said behind it; all of it once more would hide that.
  const list = ` ${literalText(alternatives.map(({ value }) => value))}`;
  const subject = alternatives.length > 0 && text.endsWith(list) ? text.slice(0, -list.length) : text;
  return [
    { place, subject: printable(subject), says: says.map((each) => `never ${printable(each)}`).join(", ") },
  ];
}

function shortList(words: readonly string[]): string {
  const more = words.length - MOST_ALTERNATIVES;
  return `${words.slice(0, MOST_ALTERNATIVES).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/** File by file in the order of first mention. */
function inPlaces(gaps: readonly Gap[]): Gap[] {
  const files = [...new Set(gaps.map(({ place }) => place?.path))];
  const order = ({ place }: Gap) => files.indexOf(place?.path);
  return gaps.toSorted(
    (a, b) =>
      order(a) - order(b) ||
      (a.place?.line ?? 0) - (b.place?.line ?? 0) ||
      (a.place?.column ?? 0) - (b.place?.column ?? 0),
  );
}
