import { didYouMean } from "../diagnostics/suggest.ts";
import { ActraInputError } from "../errors.ts";
import type { Field, Schema } from "../language/schema.ts";
import type { Needs, Policy } from "../policy/policy.ts";
import { type ShownFields, shownFields } from "./project.ts";

// What a guarded function's arguments are to an action, worked out once for a policy.

export interface ActionForm {
  readonly name: string;
  readonly schema: Schema;
  /** The declared fields; `type` is not among them. */
  readonly fields: readonly Field[];
  /** The field of each positional parameter; one that stands for nothing is `undefined`. */
  readonly positions: readonly (string | undefined)[];
  /** Positions were named by whoever guards: further arguments are the function's own business. */
  readonly isNamed: boolean;
  /** Whether one object that is the only argument has the fields in it. */
  readonly takesObject: boolean;
  readonly needs: Needs;
  /** What events and errors show of each domain. */
  readonly shown: {
    readonly action: ShownFields;
    readonly actor: ShownFields;
    readonly snapshot: ShownFields;
  };
  /** What decisions on this action read, as the fields at the top of their domains. */
  readonly reads: { readonly actor: readonly Field[]; readonly snapshot: readonly Field[] };
}

/**
 * @param named the fields of the positional parameters; a name that begins with `_` skips a parameter
 * @param forBuilder the names are only the builder's, and need be no fields
 * @throws ActraInputError `INPUT_ACTION` when the policy rejects the action
 * @throws TypeError when a name is no field of the action
 */
export function actionForm(
  policy: Policy,
  name: string,
  named?: readonly string[],
  forBuilder = false,
): ActionForm {
  requireDistinct(named ?? []);
  const needs = policy.needs(name);
  const schema = policy.getSchema();
  const declared = schema.actions.find((action) => action.name === name)?.fields;
  const fields = (declared ?? []).filter((field) => field.name !== "type");
  const names = fields.map((field) => field.name);
  return {
    name,
    schema,
    fields,
    positions:
      named === undefined ? names : forBuilder ? named : named.map((field) => positionOf(field, names, name)),
    isNamed: named !== undefined || declared === undefined,
    takesObject: named === undefined,
    needs,
    shown: shownOf(fields, schema),
    reads: {
      actor: readFields(schema.actor.fields, needs.actor),
      snapshot: readFields(schema.snapshot.fields, needs.snapshot),
    },
  };
}

export function shownOf(fields: readonly Field[], { actor, snapshot }: Schema): ActionForm["shown"] {
  return {
    action: shownFields(fields),
    actor: shownFields(actor.fields),
    snapshot: shownFields(snapshot.fields),
  };
}

/** Of two arguments for one field, only one would be decided on. */
function requireDistinct(named: readonly string[]): void {
  const twice = named.find((field, i) => !field.startsWith("_") && named.indexOf(field) < i);
  if (twice !== undefined) throw new TypeError(`\`fields\` has \`${twice}\` twice`);
}

function positionOf(field: string, names: readonly string[], action: string): string | undefined {
  if (names.includes(field)) return field;
  if (field.startsWith("_")) return undefined;
  const hint = didYouMean(field, names);
  throw new TypeError(`\`${field}\` is no field of the action \`${action}\`${hint ? `, ${hint}` : ""}`);
}

function readFields(fields: readonly Field[], paths: readonly string[]): Field[] {
  const tops = new Set(paths.map((path) => path.split(".")[0]));
  return fields.filter(({ name }) => tops.has(name));
}

/** @throws ActraInputError `INPUT_ARGUMENTS` */
export function requireRoom({ positions, isNamed }: ActionForm, count: number): void {
  if (isNamed || count <= positions.length) return;
  const list = positions.length > 0 ? ` (${positions.join(", ")})` : "";
  const expected = `at most ${positions.length}${list}; name the parameters by \`fields\` when there are more`;
  throw new ActraInputError("INPUT_ARGUMENTS", "arguments", expected, String(count));
}
