import type { Field, Schema } from "../../language/schema.ts";
import { requireOptions } from "../../runtime/options.ts";
import { type Evaluation, isMembers, type Members, own } from "./evaluation.ts";

// An evaluation → an action and an actor. What goes where is said once, by whoever sets up the server; a request says it never.

/** By field, where its value stands in a request, such as `subject.properties.role` or `context.ip`. */
export type FieldPaths = Readonly<Record<string, string>>;

/** Each domain that is named has these fields and no others. */
export interface AuthzenMapping {
  readonly action?: FieldPaths | undefined;
  readonly actor?: FieldPaths | undefined;
  /** On top of what the server's resolver gives. */
  readonly snapshot?: FieldPaths | undefined;
}

/** What the runtime's resolvers are asked with. */
export interface AuthzenContext extends Evaluation {
  /** The actor that the mapping makes of the request; `subjectActor` gives it. */
  readonly actor: Members;
  /** What the mapping takes from the request for the snapshot; nothing unless it says so. */
  readonly snapshot: Members;
}

type Read = (evaluation: Evaluation) => Members;

export class Mapping {
  readonly #action: Read;
  readonly #actor: Read;
  readonly #snapshot: Read;

  /** @throws TypeError for what is no mapping, or none to this schema */
  constructor(mapping: AuthzenMapping, schema: Schema) {
    requireOptions(mapping, { action: "any", actor: "any", snapshot: "any" });
    const { action, actor, snapshot } = mapping;
    const actions = schema.actions.flatMap(({ fields }) => fields).filter(({ name }) => name !== "type");
    this.#action = action === undefined ? actionOf : reader("action", action, actions);
    this.#actor = actor === undefined ? actorOf : reader("actor", actor, schema.actor.fields);
    this.#snapshot = snapshot === undefined ? nothing : reader("snapshot", snapshot, schema.snapshot.fields);
  }

  /** Nothing of a request takes the place of the action's name. */
  action(evaluation: Evaluation): { readonly type: string } {
    return { ...this.#action(evaluation), type: evaluation.action.name };
  }

  context(evaluation: Evaluation): AuthzenContext {
    return { ...evaluation, actor: this.#actor(evaluation), snapshot: this.#snapshot(evaluation) };
  }
}

/** The action's properties, and the resource as a field of that name. */
function actionOf({ action, resource }: Evaluation): Members {
  return { ...action.properties, resource };
}

function actorOf({ subject }: Evaluation): Members {
  return subject as unknown as Members;
}

function nothing(): Members {
  return {};
}

const ROOTS = ["subject", "action", "resource", "context"];

function reader(domain: string, paths: unknown, declared: readonly Field[]): Read {
  if (!isMembers(paths))
    throw new TypeError(`\`${domain}\` has to be a map from fields to places in a request`);
  const read = Object.entries(paths).map(([field, path]) => {
    if (!declared.some(({ name }) => name === field))
      throw new TypeError(`\`${domain}.${field}\` is no field of the schema`);
    const parts = typeof path === "string" ? path.split(".") : [];
    if (!ROOTS.includes(parts[0]!))
      throw new TypeError(`\`${domain}.${field}\` has to be a path that begins with ${ROOTS.join(", ")}`);
    return [field, parts] as const;
  });
  return (evaluation) => {
    const found = read.map(([field, parts]) => [field, valueAt(evaluation, parts)] as const);
    return Object.fromEntries(found.filter(([, value]) => value !== undefined));
  };
}

function valueAt(evaluation: Evaluation, parts: readonly string[]): unknown {
  let value: unknown = evaluation;
  for (const part of parts) value = isMembers(value) ? own(value, part) : undefined;
  return value;
}
