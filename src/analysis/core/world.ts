import type { Each, Lowered, Test } from "../../compiler/4-lower/lower.ts";
import { type Atom, type FieldReference, fieldsOf, pathText } from "../../language/model.ts";
import { holds, literalsOf } from "../values/holds.ts";
import { buildVariables, sameKey, type Variables } from "./build-variables.ts";
import { ALL, type Diagram, Diagrams, NONE } from "./diagrams.ts";
import { equalities } from "./equalities.ts";
import { keyOfAtom, keyOfEach } from "./key.ts";
import { shapeOf } from "./shape.ts";
import type { ActionKind, Side } from "./side.ts";
import { type FieldPlace, type States, statesOf } from "./states.ts";
import { type Survey, survey } from "./survey.ts";
import {
  type Item,
  type Leaf,
  OPEN_FALSE,
  OPEN_FAULT,
  OPEN_MISSING,
  OPEN_TRUE,
  type Open,
  type Variable,
} from "./variables.ts";
import type { Work } from "./work.ts";

// All inputs of one action as assignments of variables, and conditions as sets of them. Each input has an assignment;
// where no test is open, each valid assignment has an input. So what is true of all assignments is true of all inputs.

/** What counts as true of what is not known. */
export interface Assumed {
  readonly missing: boolean;
  readonly fault: boolean;
}

export class World {
  readonly action: ActionKind;
  readonly sides: readonly Side[];
  readonly diagrams: Diagrams;
  readonly survey: Survey;
  readonly variables: Variables;
  /** The assignments that inputs have. */
  readonly valid: Diagram;
  readonly #truths = new Map<string, Diagram>();
  readonly #states = new Map<Side, Map<string, States>>();

  /** @param conditions all that will be asked for */
  constructor(action: ActionKind, sides: readonly Side[], conditions: readonly Lowered[], work: Work) {
    this.action = action;
    this.sides = sides;
    this.diagrams = new Diagrams(work);
    this.survey = survey(action, sides, conditions);
    this.variables = buildVariables(this.survey, action, sides, work);
    this.valid = equalities(this.variables, this.diagrams);
  }

  variable(level: number): Variable {
    return this.variables.all[level]!;
  }

  costOf = (level: number, index: number): number => this.variable(level).costs[index]!;

  /** Where the condition is true, when what is not known counts as it is said. */
  where(condition: Lowered, side: Side, assumed: Assumed): Diagram {
    const { diagrams } = this;
    switch (condition.kind) {
      case "always":
        return ALL;
      case "all":
        return diagrams.all(condition.parts.map((part) => this.where(part, side, assumed)));
      case "any":
        return diagrams.any(condition.parts.map((part) => this.where(part, side, assumed)));
      case "test":
        return this.#test(condition, side, assumed);
      default:
        return this.#each(condition, side, assumed);
    }
  }

  /** Where nothing that is required is missing, of what these conditions read. */
  complete(side: Side, fields: Iterable<FieldPlace>): Diagram {
    let all: Diagram = ALL;
    for (const field of fields)
      all = this.diagrams.minus(all, this.states(side, field.list ?? field).required);
    return all;
  }

  #test({ atom, negate }: Test, side: Side, assumed: Assumed): Diagram {
    const { diagrams } = this;
    const shape = shapeOf(atom);
    const fields = [...new Set(fieldsOf(atom))].map((field) => this.states(side, field));
    if (shape.kind === "exists") {
      const [state] = fields as [States];
      const asked = (atom.right.kind === "flag" ? atom.right.value : true) !== negate;
      return diagrams.or(asked ? state.here : state.optional, assumed.missing ? state.required : NONE);
    }
    const here = diagrams.all(fields.map((state) => state.here));
    const truth = this.#truth(atom, negate, assumed);
    if (!assumed.missing) return diagrams.and(here, truth);
    // Bad and missing as optional make it false, and come first.
    const known = fields.map((state) => diagrams.or(state.here, state.required));
    const missing = diagrams.and(diagrams.all(known), diagrams.any(fields.map((state) => state.required)));
    return diagrams.or(diagrams.and(here, truth), missing);
  }

  #each(each: Each, side: Side, assumed: Assumed): Diagram {
    const { here, required } = this.states(side, each.list);
    const truth = this.#openTruth(this.variables.open.get(keyOfEach(each))!, false, assumed);
    return this.diagrams.or(this.diagrams.and(here, truth), assumed.missing ? required : NONE);
  }

  /** Of an atom all of whose fields are there. */
  #truth(atom: Atom, negate: boolean, assumed: Assumed): Diagram {
    const key = keyOfAtom(atom);
    // A test that its field could not be cut by has a variable of its own too.
    const open = this.variables.open.get(key);
    if (open !== undefined) return this.#openTruth(open, negate, assumed);
    const known = this.#truths.get(key);
    const truth = known ?? this.#exactTruth(atom);
    this.#truths.set(key, truth);
    this.#count(truth, negate);
    return negate ? this.diagrams.not(truth) : truth;
  }

  #exactTruth(atom: Atom): Diagram {
    const shape = shapeOf(atom);
    switch (shape.kind) {
      case "itself":
        return shape.truth ? ALL : NONE;
      case "value": {
        const { level, size, firsts } = this.#leaf(shape.field);
        return this.diagrams.test(
          level,
          size,
          (index) => index < firsts.length && holds(atom, firsts[index]!),
        );
      }
      case "equal": {
        const same = this.variables.same.get(sameKey(pathText(shape.left), pathText(shape.right)));
        return this.diagrams.test(same!.level, 2, (index) => index === 1);
      }
      case "items":
        return this.#itemsTruth(atom, this.variables.items.get(pathText(shape.field))!);
      default:
        throw new Error("no exact test");
    }
  }

  #itemsTruth(atom: Atom, items: readonly Item[]): Diagram {
    const { diagrams } = this;
    const holdsItem = (item: Item) => diagrams.test(item.level, 2, (index) => index === 1);
    if (atom.operator === "is_empty") {
      const empty = diagrams.not(diagrams.any(items.map(holdsItem)));
      return atom.right.kind === "flag" && !atom.right.value ? diagrams.not(empty) : empty;
    }
    const wanted = literalsOf(atom.right).map((value) => {
      const item = items.find((each) => each.value === value && each.others === undefined);
      return item === undefined ? NONE : holdsItem(item);
    });
    return atom.operator === "contains_any" ? diagrams.any(wanted) : diagrams.all(wanted);
  }

  #openTruth({ level, size }: Open, negate: boolean, { missing, fault }: Assumed): Diagram {
    return this.diagrams.test(level, size, (index) => {
      if (index === OPEN_MISSING) return missing;
      return index === OPEN_FAULT ? fault : index === (negate ? OPEN_FALSE : OPEN_TRUE);
    });
  }

  #leaf(field: FieldReference): Leaf {
    return this.variables.leaves.get(pathText(field))!;
  }

  #count(truth: Diagram, negate: boolean): void {
    if (truth <= ALL) return;
    const { costs } = this.variable(this.diagrams.level(truth));
    for (let index = 0; index < costs.length; index++)
      if ((this.diagrams.kid(truth, index) === NONE) === negate) costs[index]!++;
  }

  states(side: Side, field: FieldPlace): States {
    const bySide = this.#states.get(side) ?? new Map<string, States>();
    this.#states.set(side, bySide);
    const key = pathText({ domain: field.domain, path: field.path });
    const known = bySide.get(key) ?? statesOf(field, side, this);
    bySide.set(key, known);
    return known;
  }
}
