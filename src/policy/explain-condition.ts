import { SlotState, Truth } from "../../assembly/shared/layout.ts";
import type { Field } from "../language/schema.ts";
import { defined } from "../machine/frozen.ts";
import type { ActionPlan, Loaded } from "../machine/loaded.ts";
import type { Trace } from "../machine/machine.ts";
import type { Staging } from "../machine/staging.ts";
import type { DebugCondition, DebugOperand, DebugTerm, Place, Program } from "../program/program.ts";
import type {
  ExplainedCondition,
  ExplainedOperand,
  ExplainedPlace,
  ShownValue,
  TruthWord,
} from "./explanation.ts";
import { cut, LONGEST_TEXT, REDACTED, show } from "./show.ts";

// A rule's condition as written, with the values that its atoms saw and what became of them. Debug information has
// the right shape, and no more than that is known of it: whatever it says, there is an explanation.

/**
 * @param trace of the rule's tests, which are the condition's atoms in order, and of its computations
 * @param values by path
 * @param sensitive see `sensitivePaths`
 * @returns `undefined` for a rule without condition, and for one that has other atoms than the rule has tests
 */
export function explainCondition(
  written: DebugCondition,
  trace: Trace,
  values: ReadonlyMap<string, ExplainedOperand>,
  program: Program,
  sensitive: ReadonlySet<string>,
): ExplainedCondition | undefined {
  const scene: Scene = { program, values, sensitive, trace, next: 0 };
  if (written.kind === "always") return undefined;
  const { shown } = explainPart(written, false, scene);
  return scene.next === trace.truths.length ? shown : undefined;
}

interface Scene {
  readonly program: Program;
  readonly values: ReadonlyMap<string, ExplainedOperand>;
  readonly sensitive: ReadonlySet<string>;
  readonly trace: Trace;
  /** The test that belongs to the next atom. */
  next: number;
}

type Written = Exclude<DebugCondition, { kind: "always" }>;
type WrittenAtom = Extract<DebugCondition, { kind: "atom" }>;

/** 0 false, ½ unknown, 1 true: so "and" is the least, "or" the greatest, and "not" what is left to 1. */
type Degree = number;
const DEGREES: Record<Truth, Degree> = {
  [Truth.False]: 0,
  [Truth.True]: 1,
  [Truth.Unknown]: 0.5,
  [Truth.Fault]: 0.5,
  [Truth.FaultAlone]: 0.5,
};
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
  const pushed = DEGREES[scene.trace.truths[scene.next++]!];
  const operands = seenOperands(left, right, scene);
  const isAbsent = operator !== "exists" && operands.some(isMissingAsOptional);
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

function isMissingAsOptional({ absent, parts = [] }: ExplainedOperand): boolean {
  return absent === "optional" || parts.some(isMissingAsOptional);
}

/** What a sensitive field is compared with would tell its value, so both sides are redacted. */
function seenOperands(
  left: string | DebugTerm,
  right: DebugOperand,
  scene: Scene,
): readonly [ExplainedOperand, ExplainedOperand] {
  const written: DebugOperand = typeof left === "string" ? { field: left } : { term: left };
  const operands = [seen(written, scene), seen(right, scene)] as const;
  const isSecret = (operand: ExplainedOperand): boolean =>
    scene.sensitive.has(operand.field!) || operand.parts?.some(isSecret) === true;
  return operands.some(isSecret) ? [redact(operands[0]), redact(operands[1])] : operands;
}

/** Debug information may be anything, and has what it has as its own. */
function seen(written: DebugOperand, scene: Scene): ExplainedOperand {
  const { field, term, literal } = written as { field?: string; term?: DebugTerm; literal?: ShownValue };
  if (field !== undefined) return scene.values.get(field) ?? { field };
  return term === undefined ? { value: literal! } : seenTerm(term, scene);
}

function seenTerm({ text, type, at, value, parts }: DebugTerm, scene: Scene): ExplainedOperand {
  const result = at === undefined ? value : scene.trace.results[at];
  const isFault = Number.isNaN(result);
  return defined<ExplainedOperand>({
    expression: cut(text, LONGEST_TEXT),
    value: result === undefined || isFault ? undefined : shownResult(result, type),
    fault: isFault ? "arithmetic fault" : undefined,
    parts: parts.map((part) => seen(part, scene)),
  });
}

function shownResult(result: number, type: string): ShownValue {
  if (type === "duration") return `${result / 1000}s`;
  return (type === "datetime" && new Date(result).toJSON()) || result + 0;
}

function redact(operand: ExplainedOperand): ExplainedOperand {
  const { value, fault, parts } = operand;
  return defined<ExplainedOperand>({
    ...operand,
    value: value === undefined && fault === undefined ? undefined : REDACTED,
    fault: undefined,
    parts: parts?.map(redact),
  });
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
  { states, given }: Staging,
  { reads }: ActionPlan,
  { program }: Loaded,
): Map<string, ExplainedOperand> {
  const seen = (slot: number, field: string): ExplainedOperand => {
    if (states[slot] === SlotState.MissingOptional) return { field, absent: "optional" };
    if (states[slot] === SlotState.MissingRequired) return { field, absent: "required" };
    return program.slots[slot]!.type.kind === "object" ? { field } : { field, value: show(given![slot]) };
  };
  return new Map([...reads.paths].map(([slot, field]) => [field, seen(slot, field)]));
}

export function placeOf([file, line, column]: Place, { debug }: Program): ExplainedPlace {
  return { path: debug!.files[file] ?? "?", line, column };
}
