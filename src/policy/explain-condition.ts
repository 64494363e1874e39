import { SlotState, Truth } from "../../assembly/shared/layout.ts";
import { fieldsOnPath } from "../language/schema.ts";
import type { ActionPlan, Loaded } from "../machine/loaded.ts";
import type { Staging } from "../machine/staging.ts";
import type { DebugCondition, DebugOperand, Place, Program } from "../program/program.ts";
import type { ExplainedCondition, ExplainedOperand, ExplainedPlace, TruthWord } from "./explanation.ts";
import { REDACTED, show } from "./show.ts";

// A rule's condition as written, with the values that its atoms saw and what became of them.

const WORDS: readonly TruthWord[] = ["false", "true", "unknown"];

/** `undefined` for a rule without condition, and without debug information. */
export function explainCondition(
  rule: number,
  truths: Uint8Array,
  staging: Staging,
  plan: ActionPlan,
  loaded: Loaded,
): ExplainedCondition | undefined {
  const written = loaded.program.debug?.rules[rule]?.condition;
  if (written === undefined || written.kind === "always") return undefined;
  const scene: Scene = {
    program: loaded.program,
    values: seenValues(staging, plan, loaded),
    truths,
    next: 0,
  };
  return explainPart(written, false, scene).shown;
}

interface Scene {
  readonly program: Program;
  /** By path. */
  readonly values: ReadonlyMap<string, ExplainedOperand>;
  readonly truths: Uint8Array;
  /** The test that belongs to the next atom. */
  next: number;
}

interface Part {
  readonly shown: ExplainedCondition;
  /** What this part comes to with negations pushed to the atoms, those around it included. */
  readonly pushed: Truth;
}

function explainPart(written: DebugCondition, negated: boolean, scene: Scene): Part {
  switch (written.kind) {
    case "always":
      throw new TypeError("a condition inside another is never empty");
    case "atom":
      return explainAtom(written, negated, scene);
    case "not": {
      const inner = explainPart(written.condition, !negated, scene);
      const truth = negated ? complement(inner.pushed) : inner.pushed;
      const place = placeOf(written.place, scene.program);
      return {
        shown: Object.freeze({ kind: "not", truth: WORDS[truth]!, place, condition: inner.shown }),
        pushed: inner.pushed,
      };
    }
    default: {
      const parts = written.conditions.map((part) => explainPart(part, negated, scene));
      const pushed = kleene(
        (written.kind === "all") !== negated,
        parts.map((part) => part.pushed),
      );
      const conditions = Object.freeze(parts.map((part) => part.shown));
      const truth = kleene(
        written.kind === "all",
        conditions.map((part) => WORDS.indexOf(part.truth) as Truth),
      );
      const place = placeOf(written.place, scene.program);
      return {
        shown: Object.freeze({ kind: written.kind, truth: WORDS[truth]!, place, conditions }),
        pushed,
      };
    }
  }
}

function explainAtom(
  written: Extract<DebugCondition, { kind: "atom" }>,
  negated: boolean,
  scene: Scene,
): Part {
  const pushed = scene.truths[scene.next++] as Truth;
  const [left, right] = operands(written, scene);
  const isAbsent =
    written.operator !== "exists" && (left.absent === "optional" || right.absent === "optional");
  const truth = isAbsent ? Truth.False : negated ? complement(pushed) : pushed;
  const place = placeOf(written.place, scene.program);
  const shown = {
    kind: "atom",
    truth: WORDS[truth]!,
    place,
    operator: written.operator,
    left,
    right,
  } as const;
  return { shown: Object.freeze(shown), pushed };
}

/** What a sensitive field is compared with would tell its value, so both sides are redacted. */
function operands(
  { left, right }: { left: string; right: DebugOperand },
  { values, program }: Scene,
): [ExplainedOperand, ExplainedOperand] {
  const first = values.get(left) ?? { field: left };
  const second = "field" in right ? (values.get(right.field) ?? right) : { value: right.literal };
  const secret = isSensitive(left, program) || ("field" in right && isSensitive(right.field, program));
  return secret ? [redact(first), redact(second)] : [first, second];
}

function redact(operand: ExplainedOperand): ExplainedOperand {
  return operand.value === undefined ? operand : Object.freeze({ ...operand, value: REDACTED });
}

/** Declared so in any action that has the path: better one time too often. */
function isSensitive(path: string, { schema }: Program): boolean {
  const [domain, ...names] = path.split(".");
  const places =
    domain === "action" ? schema.actions : domain === "actor" ? [schema.actor] : [schema.snapshot];
  return places.some(({ fields }) => {
    const field = fieldsOnPath(fields, names)?.at(-1);
    return field !== undefined && field.kind !== "object" && field.sensitive;
  });
}

function seenValues(
  staging: Staging,
  { reads }: ActionPlan,
  { program }: Loaded,
): Map<string, ExplainedOperand> {
  const seen = (slot: number, field: string): ExplainedOperand => {
    const state = staging.states[slot];
    if (state === SlotState.MissingOptional) return { field, absent: "optional" };
    if (state === SlotState.MissingRequired) return { field, absent: "required" };
    return program.slots[slot]!.type.kind === "object"
      ? { field }
      : { field, value: show(staging.given![slot]) };
  };
  return new Map([...reads.paths].map(([slot, field]) => [field, Object.freeze(seen(slot, field))]));
}

export function placeOf([file, line, column]: Place, { debug }: Program): ExplainedPlace {
  return Object.freeze({ path: debug!.files[file]!, line, column });
}

function complement(truth: Truth): Truth {
  return truth === Truth.Unknown ? truth : truth === Truth.True ? Truth.False : Truth.True;
}

function kleene(all: boolean, truths: readonly Truth[]): Truth {
  const decisive = all ? Truth.False : Truth.True;
  if (truths.includes(decisive)) return decisive;
  return truths.includes(Truth.Unknown) ? Truth.Unknown : complement(decisive);
}
