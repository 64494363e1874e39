import { visible } from "../../diagnostics/visible.ts";
import { printable } from "../../format/scalar-text.ts";
import { type FieldForm, fieldsOf } from "./json-schema.ts";

// The tools of a server → the text of a schema document. What the language has no type for is no field, and a comment says so:
// a call with it is refused, unless its tool's mapping lets it pass.

export interface ListedTool {
  readonly name: string;
  readonly description?: string | undefined;
  readonly inputSchema: unknown;
}

const ACTION_NAME = /^[A-Za-z_][A-Za-z0-9_.:/-]*$/;
const FIELD_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** More than that is for models; people read on in the server's own words. */
const LONGEST_DESCRIPTION = 200;

export function toolSchema(tools: readonly ListedTool[], prefix: string): string {
  const lines = ["version: 1", "actions:"];
  const names = new Set<string>();
  for (const tool of tools) {
    const name = prefix + tool.name;
    const problem = names.has(name) ? "another tool has this name" : problemOf(name, ACTION_NAME);
    if (problem !== undefined)
      lines.push(comment(1, `the tool ${quoted(tool.name)} is no action: ${problem}`));
    else lines.push(...action(name, tool));
    names.add(name);
  }
  if (names.size === 0 || !lines.some((line) => line.startsWith("  ") && !line.startsWith("  #")))
    lines[1] = "actions: {}";
  return `${lines.join("\n")}\n`;
}

function action(name: string, { description, inputSchema }: ListedTool): string[] {
  const { fields, problems } = fieldsOf(inputSchema);
  return [
    `  ${name}:`,
    ...described(2, description),
    ...problems.map((problem) => comment(2, problem)),
    ...fieldLines(2, fields, false),
  ];
}

function fieldLines(depth: number, fields: readonly FieldForm[], isInList: boolean): string[] {
  const written = fields.map((field) => [field, fieldProblem(field, depth, isInList)] as const);
  const good = written.filter(([, problem]) => problem === undefined);
  const lines = written.flatMap(([field, problem]) =>
    problem === undefined
      ? fieldOf(depth + 1, field, isInList)
      : [comment(depth + 1, `the argument ${quoted(field.name)} is no field: ${problem}`)],
  );
  return good.length > 0 ? [`${indent(depth)}fields:`, ...lines] : [...lines, `${indent(depth)}fields: {}`];
}

function fieldOf(depth: number, field: FieldForm, isInList: boolean): string[] {
  const { name, isOptional, description, problems } = field;
  const inside =
    field.inside === undefined
      ? []
      : insideLines(depth + 1, field.inside, { isList: field.isList, isInList });
  return [
    `${indent(depth)}${name}:`,
    ...problems.map((problem) => comment(depth + 1, problem)),
    ...Object.entries(field.facts).map(
      ([key, value]) => `${indent(depth + 1)}${key}: ${printable(JSON.stringify(value))}`,
    ),
    ...(isOptional ? [`${indent(depth + 1)}optional: true`] : []),
    ...described(depth + 1, description),
    ...inside,
  ];
}

function insideLines(
  depth: number,
  fields: readonly FieldForm[],
  { isList, isInList }: { isList: boolean; isInList: boolean },
): string[] {
  if (!isList) return fieldLines(depth, fields, isInList);
  return [`${indent(depth)}items:`, ...fieldLines(depth + 1, fields, true)];
}

function fieldProblem(field: FieldForm, depth: number, isInList: boolean): string | undefined {
  const { name, inside, isList, trouble } = field;
  if (trouble !== undefined) return trouble;
  if (name === "type" && depth === 2)
    return "an action has a `type` of its own; map it to a field of another name";
  const problem = problemOf(name, FIELD_NAME);
  if (problem !== undefined || inside === undefined) return problem;
  if (isList && isInList) return "no rule looks into lists in the objects of a list";
  return inside.some((each) => fieldProblem(each, depth + 1, isInList || isList) === undefined)
    ? undefined
    : "nothing in it can be a field";
}

function problemOf(name: string, pattern: RegExp): string | undefined {
  if (!pattern.test(name)) return "its name is none here; map it to another";
  return name in Object.prototype ? "every object has this name; map it to another" : undefined;
}

function described(depth: number, description: string | undefined): string[] {
  const text = description?.trim().split(/\r?\n/)[0]?.toWellFormed() ?? "";
  if (text === "") return [];
  const short =
    text.length > LONGEST_DESCRIPTION ? `${text.slice(0, LONGEST_DESCRIPTION).toWellFormed()}…` : text;
  return [`${indent(depth)}description: ${printable(JSON.stringify(visible(short)))}`];
}

function comment(depth: number, text: string): string {
  return `${indent(depth)}# ${printable(visible(text))}`;
}

function quoted(name: string): string {
  return JSON.stringify(name);
}

function indent(depth: number): string {
  return "  ".repeat(depth);
}
