import { ActraInputError } from "../../errors.ts";
import { type ActionSchema, type Field, hasFields } from "../../language/schema.ts";
import { typed } from "../values/typed.ts";
import { isMembers, type Members } from "./message.ts";

// A tool gets the arguments that the policy has seen, and those that somebody has said it need not see. What else there is
// could mean anything to the tool: a second spelling of an argument that a rule looks at, for one. So each argument is of the
// shape that is declared, whether or not a rule reads it: in an object where text is declared, there would be room for anything.

/** Of a tool's mapping. */
export interface ArgumentNames {
  readonly fields: Readonly<Record<string, string>>;
  readonly pass: readonly string[] | true | undefined;
}

/**
 * The action's fields, by their own names. An argument that passes is none of them, though a field that comes from another argument
 * has its name.
 *
 * @throws ActraInputError `INPUT_ARGUMENTS`, and for a value that is none of its field
 */
export function fieldsOf(given: Members, action: ActionSchema, names: ArgumentNames): Members {
  const declared = byArgument(action, names);
  requireKnown(given, declared, "", names.pass ?? []);
  const own = Object.entries(given).flatMap(([name, value]) => {
    const field = declared.get(name);
    return field === undefined ? [] : [[field.name, typed(value, field, `action.${field.name}`)]];
  });
  return Object.fromEntries(own);
}

function byArgument({ fields }: ActionSchema, names: ArgumentNames): Map<string, Field> {
  const renamed = new Set(Object.values(names.fields));
  const declared = new Map<string, Field>();
  for (const field of fields) {
    if (field.name !== "type" && !renamed.has(field.name)) declared.set(field.name, field);
    for (const [name, to] of Object.entries(names.fields)) if (to === field.name) declared.set(name, field);
  }
  return declared;
}

function requireKnown(
  given: Members,
  declared: ReadonlyMap<string, Field>,
  path: string,
  pass: readonly string[] | true,
): void {
  for (const [name, value] of Object.entries(given)) {
    const field = declared.get(name);
    if (field !== undefined) requireInside(value, field, `${path}${name}.`, pass);
    else if (!isPassed(`${path}${name}`, pass) || hasTwin(name, declared)) throw undeclared(path + name);
  }
}

/** What has another shape than the field is for `typed` to refuse. */
function requireInside(value: unknown, field: Field, path: string, pass: readonly string[] | true): void {
  if (!hasFields(field)) return;
  const inside = new Map(field.fields.map((each) => [each.name, each]));
  const objects: readonly unknown[] = field.kind === "object" ? [value] : Array.isArray(value) ? value : [];
  for (const object of objects) if (isMembers(object)) requireKnown(object, inside, path, pass);
}

function isPassed(path: string, pass: readonly string[] | true): boolean {
  return pass === true || pass.includes(path);
}

/** Whether a reader that does not look at case would take it for one that the policy looks at. */
function hasTwin(name: string, declared: ReadonlyMap<string, Field>): boolean {
  const folded = fold(name);
  return [...declared.keys()].some((other) => fold(other) === folded);
}

function fold(name: string): string {
  return name.normalize("NFKC").toLowerCase();
}

function undeclared(path: string): ActraInputError {
  const shown = JSON.stringify(path.slice(0, 128)).slice(1, -1);
  const received = "one that it does not";
  return new ActraInputError("INPUT_ARGUMENTS", shown, "an argument that the policy declares", received);
}
