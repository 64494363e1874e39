import type { Each, Lowered, Test } from "../../compiler/4-lower/lower.ts";
import { type FieldReference, pathText, placeText } from "../../language/model.ts";
import { type Field, hasFields } from "../../language/schema.ts";
import type { Domain } from "../../language/types.ts";
import type { Cut, Spec } from "../values/cell.ts";
import { cutOf } from "../values/cut.ts";
import { literalsOf } from "../values/holds.ts";
import { fieldsRead, fieldsReadInside, keyOfAtom, keyOfEach, partsOf } from "./key.ts";
import { shapeOf } from "./shape.ts";
import { type ActionKind, chainOf, declaredInside, isActionType, type Side } from "./side.ts";
import { commonSpec, isNoWider } from "./spec.ts";

// Everything that conditions ask of an input, by field: what the variables are made from.

export interface SurveyedLeaf {
  readonly key: string;
  readonly domain: Domain;
  readonly path: readonly string[];
  readonly spec: Spec;
  readonly list: boolean;
  readonly cuts: Cut[];
  /** Fields that it is held against for being equal. */
  readonly mates: Set<string>;
}

export interface Survey {
  readonly holders: ReadonlyMap<string, { readonly domain: Domain; readonly path: readonly string[] }>;
  readonly leaves: ReadonlyMap<string, SurveyedLeaf>;
  /** By key, tests on values and on their being equal. */
  readonly exact: ReadonlyMap<string, Test>;
  /** By key, what no classes of values decide. */
  readonly open: ReadonlyMap<string, Test | Each>;
  /** What two schemas declare so differently that it cannot be compared, in words. */
  readonly apart: ReadonlySet<string>;
}

export function survey(action: ActionKind, sides: readonly Side[], conditions: readonly Lowered[]): Survey {
  const surveyor = new Surveyor(action, sides);
  for (const condition of conditions) for (const part of partsOf(condition)) surveyor.add(part);
  return surveyor;
}

class Surveyor implements Survey {
  readonly holders = new Map<string, { domain: Domain; path: readonly string[] }>();
  readonly leaves = new Map<string, SurveyedLeaf>();
  readonly exact = new Map<string, Test>();
  readonly open = new Map<string, Test | Each>();
  readonly apart = new Set<string>();
  readonly #action: ActionKind;
  readonly #sides: readonly Side[];
  readonly #seen = new Set<string>();

  constructor(action: ActionKind, sides: readonly Side[]) {
    this.#action = action;
    this.#sides = sides;
  }

  add(part: Test | Each): void {
    const key = part.kind === "test" ? keyOfAtom(part.atom) : keyOfEach(part);
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    for (const field of fieldsRead(part)) this.#declare(field);
    for (const field of fieldsReadInside(part)) this.#compareInside(field);
    if (part.kind === "test") this.#addTest(part, key);
    else this.open.set(key, part);
  }

  #addTest(part: Test, key: string): void {
    const { atom } = part;
    const shape = shapeOf(atom);
    if (shape.kind === "value" || shape.kind === "equal") this.exact.set(key, part);
    if (shape.kind === "open") this.open.set(key, part);
    if (shape.kind === "value") {
      const cut = cutOf(atom);
      if (cut === undefined) this.open.set(key, part);
      else this.#leaf(shape.field)?.cuts.push(cut);
    }
    if (shape.kind === "items")
      this.#leaf(shape.field)?.cuts.push({ kind: "points", values: literalsOf(atom.right) });
    if (shape.kind === "equal") {
      this.#leaf(shape.left)?.mates.add(pathText(shape.right));
      this.#leaf(shape.right)?.mates.add(pathText(shape.left));
    }
  }

  #leaf(field: FieldReference): SurveyedLeaf | undefined {
    return this.leaves.get(pathText(field));
  }

  /** The field, and what is around it. */
  #declare({ domain, path }: FieldReference): void {
    const key = pathText({ domain, path });
    if (this.leaves.has(key) || this.holders.has(key)) return;
    if (isActionType({ domain, path })) {
      this.#addLeaf(key, domain, path, { type: "string" }, false);
      return;
    }
    for (let depth = domain === "action" ? 1 : 0; depth < path.length; depth++) {
      const around = path.slice(0, depth);
      const place = around.length === 0 ? domain : pathText({ domain, path: around });
      this.holders.set(place, { domain, path: around });
      this.#compareKinds(place, this.#declared({ domain, path: around }));
    }
    const declared = this.#declared({ domain, path });
    const [first] = declared;
    if (first === undefined) return;
    this.#compareKinds(key, declared);
    if (first.kind === "object") {
      this.holders.set(key, { domain, path });
      return;
    }
    const specs = declared.flatMap((field) => (hasFields(field) ? [] : [field]));
    const spec = specs.length === 0 ? ({ type: "string" } as const) : commonSpec(specs);
    if (spec === undefined) this.apart.add(key);
    else if (!specs.every((each) => isNoWider(each, spec)))
      this.apart.add(`${key}: there are values that only one of the schemas takes`);
    this.#addLeaf(key, domain, path, spec ?? { type: "string", enum: [] }, first.kind !== "scalar");
  }

  #declared(place: Pick<FieldReference, "domain" | "path">): Field[] {
    return this.#sides.flatMap((side) => chainOf(side, this.#action, place).at(-1) ?? []);
  }

  /** An object here and a text there: no value is both. */
  #compareKinds(place: string, declared: readonly Field[]): void {
    if (new Set(declared.map(({ kind }) => kind)).size > 1) this.apart.add(place);
  }

  /** A quantifier is understood as a whole, so that all that its condition reads has to be declared alike. */
  #compareInside(field: FieldReference): void {
    const declared = this.#sides.map((side) => declaredInside(side, this.#action, field));
    if (new Set(declared.filter((text) => text !== undefined)).size > 1)
      this.apart.add(`${placeText(field)}: the schemas declare it differently`);
  }

  #addLeaf(key: string, domain: Domain, path: readonly string[], spec: Spec, list: boolean): void {
    this.leaves.set(key, { key, domain, path, spec, list, cuts: [], mates: new Set() });
  }
}
