import { SlotState, Truth } from "../../assembly/shared/layout.ts";
import { type Field, hasFields } from "../language/schema.ts";
import type { QuantifierName } from "../language/types.ts";
import { defined } from "../machine/frozen.ts";
import type { ActionPlan, Loaded } from "../machine/loaded.ts";
import { ANY_ITEM } from "../machine/own.ts";
import { stepPath } from "../machine/plan.ts";
import type { GivenCell, Staging } from "../machine/staging.ts";
import type { DebugCondition, DebugOperand, DebugTerm, Place, Program, Slot } from "../program/program.ts";
import type {
  ExplainedCondition,
  ExplainedOperand,
  ExplainedPlace,
  ShownValue,
  TruthWord,
} from "./explanation.ts";
import { cut, LONGEST_TEXT, REDACTED, show } from "./show.ts";
import type { Traced, TracedBlock } from "./trace.ts";

// A rule's condition as written, with the values that its atoms saw and what became of them. Debug information has
// the right shape, and no more than that is known of it: whatever it says, there is an explanation.

/**
 * @param traced what became of the condition's atoms and quantifiers, in order, and of what they compute
 * @param sensitive see `sensitivePaths`
 * @returns `undefined` for a rule without condition, and for one that has other atoms than the rule has tests
 */
export function explainCondition(
  written: DebugCondition,
  traced: TracedBlock,
  values: SeenValues,
  program: Program,
  sensitive: ReadonlySet<string>,
): ExplainedCondition | undefined {
  if (written.kind === "always") return undefined;
  const scene: Scene = { program, values, sensitive, traced, next: 0, item: -1 };
  const { shown } = explainPart(written, false, scene);
  return scene.next === traced.tests.length ? shown : undefined;
}

interface Scene {
  readonly program: Program;
  readonly values: SeenValues;
  readonly sensitive: ReadonlySet<string>;
  readonly traced: TracedBlock;
  /** What belongs to the next atom or quantifier. */
  next: number;
  /** Which item of a list is looked at. */
  readonly item: number;
}

/** What the decision saw. */
export interface SeenValues {
  /** By path. */
  readonly fields: ReadonlyMap<string, ExplainedOperand>;
  /** In an item, by `action.lines[].price` and the item's place. */
  readonly inItem: (path: string, item: number) => ExplainedOperand;
}

type Written = Exclude<DebugCondition, { kind: "always" }>;
type WrittenAtom = Extract<DebugCondition, { kind: "atom" }>;
type WrittenItems = Extract<DebugCondition, { kind: QuantifierName }>;

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
  if ("list" in written) return explainItems(written, negated, scene);
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

/** Debug information may tell of more than there is. */
function nextOf(scene: Scene): Traced {
  return scene.traced.tests[scene.next++] ?? { truth: Truth.Unknown };
}

/** The first of the items that brought it about, when some did. */
function explainItems({ kind, list, place, condition }: WrittenItems, negated: boolean, scene: Scene): Part {
  const { truth, items } = nextOf(scene);
  const pushed = DEGREES[truth];
  const every = kind === "all_items";
  const { absent } = scene.values.fields.get(list) ?? {};
  const parts = items?.map((traced, item) =>
    explainPart(condition as Written, negated, { ...scene, traced, next: 0, item }),
  );
  const ofList = absent === "optional" ? 0 : unless(negated, pushed);
  const degree =
    parts === undefined
      ? ofList
      : join(
          every,
          parts.map((part) => part.degree),
        );
  const index = degree === Number(every) ? -1 : (parts ?? []).findIndex((part) => part.degree === degree);
  const shown: ExplainedCondition = {
    kind,
    truth: WORDS[degree]!,
    place: placeOf(place, scene.program),
    list: { field: list, ...(absent && { absent }) },
    ...(items && { items: items.length }),
    ...(index >= 0 && { item: { index, condition: parts![index]!.shown } }),
  };
  return { shown, degree, pushed };
}

function explainAtom({ operator, left, right, place }: WrittenAtom, negated: boolean, scene: Scene): Part {
  const pushed = DEGREES[nextOf(scene).truth];
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
  const sides: readonly DebugOperand[] = [typeof left === "string" ? { field: left } : { term: left }, right];
  const [first, second] = sides.map((side) => seenOperand(side, scene));
  const isSecret = sides.some((side) => namesSecret(side, scene));
  return isSecret ? [redact(first!), redact(second!)] : [first!, second!];
}

/** Debug information may be anything, and has what it has as its own. */
type Side = { readonly field?: string; readonly term?: DebugTerm; readonly literal?: ShownValue };

function namesSecret(side: DebugOperand, scene: Scene): boolean {
  const { field, term } = side as Side;
  if (field !== undefined) return scene.sensitive.has(field);
  return term?.parts.some((part) => namesSecret(part, scene)) ?? false;
}

function seenOperand(side: DebugOperand, scene: Scene): ExplainedOperand {
  const { values, item } = scene;
  const { field, term, literal } = side as Side;
  if (field !== undefined)
    return field.includes(ANY_ITEM) ? values.inItem(field, item) : (values.fields.get(field) ?? { field });
  return term === undefined ? { value: literal! } : seenTerm(term, scene);
}

function seenTerm({ text, type, at, value, parts }: DebugTerm, scene: Scene): ExplainedOperand {
  const result = at === undefined ? value : scene.traced.results[at];
  const isFault = Number.isNaN(result);
  return defined<ExplainedOperand>({
    expression: cut(text, LONGEST_TEXT),
    value: result === undefined || isFault ? undefined : shownResult(result, type),
    fault: isFault ? "arithmetic fault" : undefined,
    parts: parts.map((part) => seenOperand(part, scene)),
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

/** The paths that are declared so in any action that has them, in items `action.lines[].card`: better one time too often. */
export function sensitivePaths({ schema: { actions, actor, snapshot } }: Program): ReadonlySet<string> {
  const paths = new Set<string>();
  const look = (fields: readonly Field[], around: string): void =>
    fields.forEach((field) => {
      const path = `${around}.${field.name}`;
      if (hasFields(field)) look(field.fields, field.kind === "items" ? path + ANY_ITEM : path);
      else if (field.sensitive) paths.add(path).add(path + ANY_ITEM);
    });
  const domains = { action: actions, actor: [actor], snapshot: [snapshot] };
  for (const [domain, parts] of Object.entries(domains)) for (const { fields } of parts) look(fields, domain);
  return paths;
}

export function seenValues(staging: Staging, { reads }: ActionPlan, { program }: Loaded): SeenValues {
  const { slots } = program;
  const given = staging.given!;
  const isOfItem = (slot: number) => slots[slot]!.list !== undefined;
  const items = [...slots.keys()].filter(isOfItem);
  const numbers = new Map(items.map((slot) => [stepPath(slots[slot]!, slots), slot]));
  const fields = [...reads.paths].filter(([slot]) => !isOfItem(slot));
  return {
    fields: new Map(
      fields.map(([slot, field]) => [field, seen(field, staging.stateOf(slot), given[slot], slots[slot]!)]),
    ),
    inItem: (path, item) => {
      const field = path.replace(ANY_ITEM, `[${item}]`);
      const slot = numbers.get(path) ?? -1;
      const cell = (given[slot] as readonly GivenCell[] | undefined)?.[item];
      return cell ? seen(field, cell.state, cell.given, slots[slot]!) : { field };
    },
  };
}

function seen(field: string, state: SlotState, given: unknown, { type }: Slot): ExplainedOperand {
  if (state === SlotState.MissingOptional) return { field, absent: "optional" };
  if (state === SlotState.MissingRequired) return { field, absent: "required" };
  return type.scalar === undefined ? { field } : { field, value: show(given) };
}

export function placeOf([file, line, column]: Place, { debug }: Program): ExplainedPlace {
  return { path: debug!.files[file] ?? "?", line, column };
}
