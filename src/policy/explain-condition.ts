import { SlotState, Truth } from "../../assembly/shared/layout.ts";
import type { Field } from "../language/schema.ts";
import type { ActionPlan, Loaded } from "../machine/loaded.ts";
import type { Staging } from "../machine/staging.ts";
import type { DebugCondition, DebugOperand, Place, Program } from "../program/program.ts";
import type {
  ExplainedCondition,
  ExplainedOperand,
  ExplainedPlace,
  ShownValue,
  TruthWord,
} from "./explanation.ts";
import { REDACTED, show } from "./show.ts";

// A rule's condition as written, with the values that its atoms saw and what became of them. Debug information has
// the right shape, and no more than that is known of it: whatever it says, there is an explanation.

/**
 * @param truths of the rule's tests, which are the condition's atoms in order
 * @param values by path
 * @param sensitive see `sensitivePaths`
 * @returns `undefined` for a rule without condition, and for one that has other atoms than the rule has tests
 */
export function explainCondition(
  written: DebugCondition,
  truths: readonly Truth[],
  values: ReadonlyMap<string, ExplainedOperand>,
  program: Program,
  sensitive: ReadonlySet<string>,
): ExplainedCondition | undefined {
  const scene: Scene = { program, values, sensitive, truths, next: 0 };
  if (written.kind === "always") return undefined;
  const { shown } = explainPart(written, false, scene);
  return scene.next === truths.length ? shown : undefined;
}

interface Scene {
  readonly program: Program;
  readonly values: ReadonlyMap<string, ExplainedOperand>;
  readonly sensitive: ReadonlySet<string>;
  readonly truths: readonly Truth[];
  /** The test that belongs to the next atom. */
  next: number;
}

type Written = Exclude<DebugCondition, { kind: "always" }>;
type WrittenAtom = Extract<DebugCondition, { kind: "atom" }>;

/** 0 false, ½ unknown, 1 true: so "and" is the least, "or" the greatest, and "not" what is left to 1. */
type Degree = number;
const DEGREES: Record<Truth, Degree> = { [Truth.False]: 0, [Truth.True]: 1, [Truth.Unknown]: 0.5 };
const WORDS: Record<Degree, TruthWord> = { 0: "false", 0.5: "unknown", 1: "true" };

interface Part {
  readonly shown: ExplainedCondition;
  readonly degree: Degree;
  /** What this part comes to with negations pushed to the atoms, those around it included. */
  readonly pushed: Degree;
}

function explainPart(written: Written, negated: boolean, scene: Scene): Part {
  if (written.kind === "atom") return explainAtom(written, negated, scene);
  const { kind } = written;
  const isNot = kind === "not";
  const isOne = isNot || kind === "named";
  const inside = (isOne ? [written.condition] : written.conditions) as readonly Written[];
  const parts = inside.map((part) => explainPart(part, negated !== isNot, scene));
  const pushed = join(
    (kind === "all") !== negated,
    parts.map((part) => part.pushed),
  );
  const together = join(
    kind === "all",
    parts.map((part) => part.degree),
  );
  const degree = isNot ? unless(negated, pushed) : together;
  const name = kind === "named" ? { name: written.name } : {};
  const head = { kind, ...name, truth: WORDS[degree], place: placeOf(written.place, scene.program) };
  const conditions = parts.map((part) => part.shown);
  const shown = isOne ? { ...head, condition: conditions[0] } : { ...head, conditions };
  return { shown: shown as ExplainedCondition, degree, pushed };
}

function explainAtom({ operator, left, right, place }: WrittenAtom, negated: boolean, scene: Scene): Part {
  const pushed = DEGREES[scene.truths[scene.next++]!];
  const operands = seenOperands(left, right, scene);
  const isAbsent = operator !== "exists" && operands.some(({ absent }) => absent === "optional");
  const degree = isAbsent ? 0 : unless(negated, pushed);
  const shown: ExplainedCondition = {
    kind: "atom",
    truth: WORDS[degree]!,
    place: placeOf(place, scene.program),
    operator,
    left: operands[0],
    right: operands[1],
  };
  return { shown, degree, pushed };
}

function join(all: boolean, degrees: readonly Degree[]): Degree {
  return degrees.reduce((a, b) => (all ? Math.min(a, b) : Math.max(a, b)), all ? 1 : 0);
}

function unless(negated: boolean, degree: Degree): Degree {
  return negated ? 1 - degree : degree;
}

/** What a sensitive field is compared with would tell its value, so both sides are redacted. */
function seenOperands(
  left: string,
  right: DebugOperand,
  { values, sensitive }: Scene,
): [ExplainedOperand, ExplainedOperand] {
  const seen = (field: string) => values.get(field) ?? { field };
  const fields = Object.hasOwn(right, "field") ? [left, (right as { field: string }).field] : [left];
  const operands: [ExplainedOperand, ExplainedOperand] = [
    seen(left),
    fields[1] === undefined ? { value: (right as { literal: ShownValue }).literal } : seen(fields[1]),
  ];
  const isSecret = fields.some((field) => sensitive.has(field));
  return isSecret ? [redact(operands[0]), redact(operands[1])] : operands;
}

function redact(operand: ExplainedOperand): ExplainedOperand {
  return operand.value === undefined ? operand : { ...operand, value: REDACTED };
}

/** The paths that are declared so in any action that has them: better one time too often. */
export function sensitivePaths({ schema: { actions, actor, snapshot } }: Program): ReadonlySet<string> {
  const paths = new Set<string>();
  const look = (fields: readonly Field[], around: string): void =>
    fields.forEach((field) => {
      const path = `${around}.${field.name}`;
      if (field.kind === "object") look(field.fields, path);
      else if (field.sensitive) paths.add(path);
    });
  const domains = { action: actions, actor: [actor], snapshot: [snapshot] };
  for (const [domain, parts] of Object.entries(domains)) for (const { fields } of parts) look(fields, domain);
  return paths;
}

/** By path, what the decision saw. */
export function seenValues(
  staging: Staging,
  { reads }: ActionPlan,
  { program }: Loaded,
): Map<string, ExplainedOperand> {
  const seen = (slot: number, field: string): ExplainedOperand => {
    const state = staging.stateOf(slot);
    if (state === SlotState.MissingOptional) return { field, absent: "optional" };
    if (state === SlotState.MissingRequired) return { field, absent: "required" };
    return program.slots[slot]!.type.kind === "object"
      ? { field }
      : { field, value: show(staging.given![slot]) };
  };
  return new Map([...reads.paths].map(([slot, field]) => [field, seen(slot, field)]));
}

export function placeOf([file, line, column]: Place, { debug }: Program): ExplainedPlace {
  return { path: debug!.files[file] ?? "?", line, column };
}
