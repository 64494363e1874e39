import type { CoverageKind } from "../../language/coverage-kinds.ts";
import { printable } from "../../language/printable.ts";
import type { AtomCoverage, PolicyCoverage, RuleCoverage } from "../../policy/coverage/coverage.ts";
import type { ExplainedPlace } from "../../policy/explanation.ts";

/** Something that no input tried, and where it is written. */
export interface Gap {
  readonly kind: CoverageKind;
  /** Absent for a default that nobody wrote. */
  readonly place?: ExplainedPlace;
  /** What it is about: a rule's id, an atom. */
  readonly subject: string;
  /** `never matched`, `never true` */
  readonly says: string;
}

const MOST_ALTERNATIVES = 8;

/** All of them, in the order of their places. */
export function gapsOf({ rules, atoms, default: byDefault }: PolicyCoverage, place?: ExplainedPlace): Gap[] {
  const ofDefault: Gap = {
    kind: "rules",
    ...(place && { place }),
    subject: `default: ${byDefault.effect}`,
    says: "never decided",
  };
  const found = [
    ...(byDefault.reachable && byDefault.decided === 0 ? [ofDefault] : []),
    ...rules.flatMap(gapOfRule),
    ...atoms.flatMap(gapsOfAtom),
  ];
  return inPlaces(found);
}

function gapOfRule({ id, place, judged, matched }: RuleCoverage): Gap[] {
  if (matched > 0) return [];
  const says = judged > 0 ? "never matched" : "never matched: no input has an action of its scope";
  return [{ kind: "rules", place, subject: id, says }];
}

function gapsOfAtom({ text, place, alternatives = [], ...counts }: AtomCoverage): Gap[] {
  const words = (["true", "false"] as const).filter((outcome) => counts[outcome] === 0);
  const unmet = alternatives.filter(({ met }) => met === 0).map(({ value }) => JSON.stringify(value));
  const shown = unmet.slice(0, MOST_ALTERNATIVES).join(", ");
  const more = unmet.length - MOST_ALTERNATIVES;
  const subject = printable(text);
  return [
    ...(words.length > 0
      ? [{ kind: "outcomes" as const, place, subject, says: `never ${words.join(", never ")}` }]
      : []),
    ...(unmet.length > 0
      ? [
          {
            kind: "alternatives" as const,
            place,
            subject,
            says: `never met ${printable(shown)}${more > 0 ? ` and ${more} more` : ""}`,
          },
        ]
      : []),
  ];
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
