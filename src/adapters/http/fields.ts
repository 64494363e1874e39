import { didYouMean } from "../../diagnostics/suggest.ts";
import type { Field } from "../../language/schema.ts";
import { typed } from "../values/typed.ts";
import { fromText } from "./from-text.ts";
import { headerParts } from "./header.ts";
import type { FieldFrom, TextSource } from "./route.ts";
import { ownPart, requireKind, type Sources } from "./sources.ts";

// Where the fields of an action come from, worked out once: what is impossible is said when the route is made.

/** @throws ActraInputError */
type Read = (sources: Sources, request: never) => unknown;

export type Reading = Readonly<{ name: string; read: Read }>;

/** What somebody writes as `fields`, of whatever action. */
export type AnyFields = string | { readonly [field: string]: FieldFrom<never> };

/** @throws TypeError for a field that the action does not have, or that cannot come from where it should */
export function readingsOf(fields: readonly Field[], from: AnyFields, action: string): Reading[] {
  if (typeof from === "string")
    return fields.map((field) => readingOf(field, `${from}.${field.name}` as `body.${string}`, "action"));
  if (typeof from !== "object" || from === null || Array.isArray(from))
    throw new TypeError("`fields` has to be an object, or `body`, `form`, `params` or `query`");
  requireDeclared(fields, Object.keys(from), action);
  requireAllRequired(fields, from, action);
  return inside(fields, from, "action");
}

function inside(fields: readonly Field[], from: object, path: string): Reading[] {
  return fields.flatMap((field) => {
    const own = Object.hasOwn(from, field.name) ? (from as Record<string, unknown>)[field.name] : undefined;
    return own === undefined ? [] : [readingOf(field, own as FieldFrom<never>, path)];
  });
}

function requireDeclared(fields: readonly Field[], named: readonly string[], where: string): void {
  const names = fields.map(({ name }) => name);
  const unknown = named.find((name) => !names.includes(name));
  if (unknown === undefined) return;
  const hint = didYouMean(unknown, names);
  throw new TypeError(`\`${unknown}\` is no field of \`${where}\`${hint ? `, ${hint}` : ""}`);
}

/** Without it every request would be stopped, or decided as the worst that it could be. */
function requireAllRequired(fields: readonly Field[], from: object, where: string): void {
  const absent = fields.find(({ name, optional }) => !optional && !Object.hasOwn(from, name));
  if (absent !== undefined)
    throw new TypeError(`the route does not say where \`${absent.name}\` of \`${where}\` comes from`);
}

function readingOf(field: Field, from: FieldFrom<never>, above: string): Reading {
  const path = `${above}.${field.name}`;
  return { name: field.name, read: readOf(field, from, path) };
}

function readOf(field: Field, from: FieldFrom<never>, path: string): Read {
  if (typeof from === "function") return (_, request) => typed(from(request), field, path);
  if (typeof from === "object" && from !== null) return readObject(field, from, path);
  const [source = "", ...rest] = String(from).split(".");
  if (source === "body") return (sources) => typed(inBody(sources, rest), field, path);
  return readText(field, source, rest.join("."), path);
}

function readObject(field: Field, from: object, path: string): Read {
  if (field.kind !== "object") throw new TypeError(`\`${path}\` has no fields of its own`);
  requireDeclared(field.fields, Object.keys(from), path);
  requireAllRequired(field.fields, from, path);
  const readings = inside(field.fields, from, path);
  return (sources, request) => {
    const object = readAll(readings, sources, request);
    return Object.keys(object).length > 0 ? object : undefined;
  };
}

const TEXT: readonly string[] = ["params", "query", "headers", "form"] satisfies TextSource[];

function readText(field: Field, source: string, name: string, path: string): Read {
  if (!TEXT.includes(source) || name === "")
    throw new TypeError(
      `\`${path}\` has to come from a place such as \`params.id\`, \`query.id\` or \`body.id\``,
    );
  if (field.kind === "object" || field.kind === "items")
    throw new TypeError(`\`${path}\` holds objects, which do not come from text`);
  if (field.kind === "list" && source === "params")
    throw new TypeError(`\`${path}\` is a list, which does not come from \`${source}\``);
  return (sources) => {
    if (source === "form") requireKind("form", sources);
    const given = sources.text(source as TextSource, name);
    const isListed = field.kind === "list" && source === "headers";
    return fromText(isListed ? headerParts(given) : given, field, path);
  };
}

function inBody(sources: Sources, names: readonly string[]): unknown {
  requireKind("body", sources);
  let value = sources.body();
  let path = "body";
  for (const name of names) {
    // An object that may be left out may be `null` too, further in.
    value = ownPart(path === "body" ? value : (value ?? undefined), name, path);
    path += `.${name}`;
  }
  return value;
}

/** An object of these fields, whatever else the request holds. @throws ActraInputError */
export function readAll(readings: readonly Reading[], sources: Sources, request: unknown): object {
  const fields: Record<string, unknown> = {};
  for (const { name, read } of readings) {
    const value = read(sources, request as never);
    if (value !== undefined) fields[name] = value;
  }
  return fields;
}

/** Whether any of them stands in the body: else nobody has to read it. */
export function needsBody(from: unknown): boolean {
  if (typeof from === "string") return /^(body|form)(\.|$)/.test(from);
  return typeof from === "object" && from !== null && Object.values(from).some(needsBody);
}
