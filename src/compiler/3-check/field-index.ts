import { type Field, hasFields, type Schema } from "../../language/schema.ts";
import type { Settings } from "../../language/settings.ts";
import type { ValueType } from "../../language/types.ts";
import type { FieldNode } from "../2-parse/ast.ts";
import { isPattern, matchesPattern } from "./action-pattern.ts";
import { FieldsTogether } from "./fields-together.ts";
import type { FieldsByPath, ResolvedField } from "./resolved-field.ts";
import type { BuiltSchema } from "./schema/build-schema.ts";

// Every path of the schema and what stands there, looked up by its text: built once, since policies are large.

export class FieldIndex {
  readonly actor: FieldsByPath;
  readonly snapshot: FieldsByPath;
  /** What is known of the action where no scope names one. */
  readonly anyAction: FieldsByPath;
  readonly #schema: BuiltSchema;
  readonly #actions = new Map<string, FieldsByPath>();
  readonly #meant = new Map<string, readonly string[]>();
  readonly #together = new Map<string, FieldsTogether>();
  readonly #byName: ReadonlyMap<string, readonly Field[]>;

  constructor(schema: BuiltSchema, settings: Settings) {
    this.#schema = schema;
    this.actor = fieldsOf(schema.schema.actor.fields, "the actor", schema.nodes);
    this.snapshot = fieldsOf(schema.schema.snapshot.fields, "the snapshot", schema.nodes);
    this.anyAction = new Map([["type", actionType(schema.schema, settings)]]);
    this.#byName = new Map(schema.schema.actions.map((action) => [action.name, action.fields]));
  }

  get actionNames(): Iterable<string> {
    return this.#byName.keys();
  }

  hasAction(name: string): boolean {
    return this.#byName.has(name);
  }

  /** The declared actions that a word in a scope, a name or a pattern, stands for. */
  actionsMeant(word: string): readonly string[] {
    if (!isPattern(word)) return this.hasAction(word) ? [word] : [];
    const names = [...this.#byName.keys()];
    const meant = this.#meant.get(word) ?? names.filter((name) => matchesPattern(name, word));
    this.#meant.set(word, meant);
    return meant;
  }

  /** Of a declared action. */
  action(name: string): FieldsByPath {
    const known = this.#actions.get(name);
    if (known !== undefined) return known;
    const fields = fieldsOf(this.#byName.get(name) ?? [], `action \`${name}\``, this.#schema.nodes);
    for (const [path, field] of this.anyAction) fields.set(path, field);
    this.#actions.set(name, fields);
    return fields;
  }

  /** Of several declared actions. */
  together(actions: readonly string[]): FieldsTogether {
    const key = actions.join(" ");
    const known = this.#together.get(key) ?? new FieldsTogether(actions.map((name) => this.action(name)));
    this.#together.set(key, known);
    return known;
  }
}

function fieldsOf(
  top: readonly Field[],
  owner: string,
  nodes: BuiltSchema["nodes"],
): Map<string, ResolvedField> {
  const fields = new Map<string, ResolvedField>();
  const walk = (level: readonly Field[], prefix: string, depth: number, guardLength: number) => {
    for (const field of level) {
      const guard = field.optional ? depth : guardLength;
      const found = resolved(field, owner, guard, nodes.get(field));
      const items = itemsOf(field, found, nodes);
      fields.set(prefix + field.name, items === undefined ? found : { ...found, items });
      if (field.kind === "object") walk(field.fields, `${prefix}${field.name}.`, depth + 1, guard);
    }
  };
  walk(top, "", 1, 0);
  return fields;
}

function resolved(field: Field, owner: string, guardLength: number, node?: FieldNode): ResolvedField {
  const type: ValueType = hasFields(field) ? { kind: field.kind } : { kind: field.kind, scalar: field.type };
  const allowed = hasFields(field) || field.enum === undefined ? {} : { allowed: new Set(field.enum) };
  return {
    type,
    guardLength,
    declarations: [{ owner, ...allowed, ...(node && { span: node.name.span }) }],
  };
}

/** What is in the items of a list, for whom it is nothing else; an item itself is always there. */
function itemsOf(field: Field, list: ResolvedField, nodes: BuiltSchema["nodes"]): FieldsByPath | undefined {
  const { owner } = list.declarations[0]!;
  if (field.kind === "items")
    return fieldsOf(field.fields, `an item of \`${field.name}\` of ${owner}`, nodes);
  if (field.kind !== "list") return undefined;
  return new Map([["", { ...list, type: { kind: "scalar", scalar: field.type }, guardLength: 0 }]]);
}

/** With `unknown_action: reject` the action's name is one of the declared ones. */
function actionType(schema: Schema, settings: Settings): ResolvedField {
  const names = schema.actions.map((action) => action.name);
  const known = settings.unknownAction === "reject" ? { enum: names } : {};
  return resolved(
    { kind: "scalar", name: "type", type: "string", optional: false, sensitive: false, ...known },
    "the action",
    0,
  );
}
