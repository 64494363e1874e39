import { typeName } from "../../language/types.ts";
import type { Declaration, FieldsByPath, ResolvedField } from "./resolved-field.ts";

/** Why a path cannot be read in a scope of several actions: by the place of the action among them. */
export type NotTogether =
  | { readonly problem: "lacking"; readonly action: number }
  | { readonly problem: "differing"; readonly first: ResolvedField; readonly other: ResolvedField };

/** What the actions of an `actions:` scope have in common. Each path is looked for once, found or not. */
export class FieldsTogether {
  readonly #actions: readonly FieldsByPath[];
  readonly #known = new Map<string, ResolvedField | NotTogether>();
  readonly #items = new Map<string, FieldsTogether>();

  constructor(actions: readonly FieldsByPath[]) {
    this.#actions = actions;
  }

  /** Of one action, by its place among them. */
  at(action: number): FieldsByPath {
    return this.#actions[action]!;
  }

  get(path: string): ResolvedField | NotTogether {
    const known = this.#known.get(path) ?? this.#merge(path);
    this.#known.set(path, known);
    return known;
  }

  /** Optional where any of the actions has it optional. */
  #merge(path: string): ResolvedField | NotTogether {
    const declarations: Declaration[] = [];
    let guardLength = 0;
    let first: ResolvedField | undefined;
    for (const [action, fields] of this.#actions.entries()) {
      const field = fields.get(path);
      if (field === undefined) return { problem: "lacking", action };
      first ??= field;
      if (typeName(first.type) !== typeName(field.type)) return { problem: "differing", first, other: field };
      guardLength = Math.max(guardLength, field.guardLength);
      declarations.push(...field.declarations);
    }
    return { type: first!.type, guardLength, declarations };
  }

  /** What the items of a list that all of them have, have in common. */
  items(path: string): FieldsTogether {
    const known =
      this.#items.get(path) ?? new FieldsTogether(this.#actions.map((fields) => fields.get(path)!.items!));
    this.#items.set(path, known);
    return known;
  }
}
