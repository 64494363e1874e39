import { RangeSet, StateEffect, StateField } from "@codemirror/state";
import { GutterMarker, gutter } from "@codemirror/view";
import type { PolicyCoverage } from "actra/testing";

// What the tests have tried of a policy, in the margin of its lines.

type Tried = "covered" | "partly" | "untried";

const SIGN: Readonly<Record<Tried, string>> = { covered: "●", partly: "◐", untried: "○" };

class Mark extends GutterMarker {
  constructor(
    readonly tried: Tried,
    readonly about: string,
  ) {
    super();
  }
  override eq(other: Mark): boolean {
    return other.tried === this.tried && other.about === this.about;
  }
  override toDOM(): HTMLElement {
    const mark = document.createElement("span");
    mark.textContent = SIGN[this.tried];
    mark.title = this.about;
    mark.style.color =
      this.tried === "covered"
        ? "var(--allow)"
        : this.tried === "partly"
          ? "var(--approval)"
          : "var(--block)";
    return mark;
  }
}

interface Line {
  readonly line: number;
  readonly mark: Mark;
}

export const showCoverage = StateEffect.define<readonly Line[]>();

const marks = StateField.define<RangeSet<GutterMarker>>({
  create: () => RangeSet.empty,
  update(old, { effects, changes, state }) {
    for (const effect of effects) {
      if (!effect.is(showCoverage)) continue;
      const shown = effect.value.filter(({ line }) => line <= state.doc.lines);
      return RangeSet.of(
        shown.map(({ line, mark }) => mark.range(state.doc.line(line).from)),
        true,
      );
    }
    return old.map(changes);
  },
});

export const coverageMargin = [
  marks,
  gutter({ class: "cm-coverage", markers: (view) => view.state.field(marks) }),
];

/** Line by line: a rule by whether it matched, an atom by whether it came out both ways; the worst of a line is shown. */
export function coverageLines({ rules, atoms }: PolicyCoverage, path: string): Line[] {
  const lines = new Map<number, { tried: Tried; about: string[] }>();
  const add = (line: number, tried: Tried, about: string) => {
    const known = lines.get(line) ?? { tried, about: [] };
    lines.set(line, { tried: worse(known.tried, tried), about: [...known.about, about] });
  };
  for (const { id, place, judged, matched } of rules)
    if (place.path === path)
      add(place.line, matched > 0 ? "covered" : "untried", `${id}: matched in ${matched} of ${judged} cases`);
  for (const atom of atoms) {
    if (atom.place.path !== path) continue;
    const outcomes = Number(atom.true > 0) + Number(atom.false > 0);
    const tried = outcomes === 2 ? "covered" : outcomes === 1 ? "partly" : "untried";
    add(atom.place.line, tried, `${atom.text}: ${atom.true} × true, ${atom.false} × false`);
  }
  return [...lines].map(([line, { tried, about }]) => ({ line, mark: new Mark(tried, about.join("\n")) }));
}

const ORDER: readonly Tried[] = ["covered", "partly", "untried"];

function worse(a: Tried, b: Tried): Tried {
  return ORDER.indexOf(a) > ORDER.indexOf(b) ? a : b;
}
