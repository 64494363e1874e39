import type { PolicyInput } from "../language/policy-types.ts";
import { fieldAt, type Schema } from "../language/schema.ts";
import { DOMAINS } from "../language/types.ts";
import type { Policy } from "../policy/policy.ts";
import { REDACTED } from "../policy/show.ts";
import type { Decided } from "./report.ts";

type Shown = Readonly<Record<string, unknown>>;

/** Paths whose values are not known: of a list with such values in it, the list's. */
export function redactedPaths(input: Shown): readonly string[] {
  return DOMAINS.flatMap((domain) => pathsIn(input[domain], domain));
}

function pathsIn(value: unknown, path: string): readonly string[] {
  if (value === REDACTED) return [path];
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.some((item) => pathsIn(item, path).length > 0) ? [path] : [];
  return Object.entries(value).flatMap(([name, part]) => pathsIn(part, `${path}.${name}`));
}

/**
 * The one effect that is possible, whatever was redacted; or the fields for which there are several.
 *
 * @throws ActraInputError for what is bad in the rest
 */
export function decideWithout(
  input: Shown,
  paths: readonly string[],
  policy: Policy,
): Decided | { readonly fields: readonly string[] } {
  const schema = policy.getSchema();
  const unknown = paths.filter((path) => isDeclared(path, input, schema));
  const { effects, decisions } = policy.outcomes(without(input, paths) as PolicyInput, { unknown });
  const [effect, another] = effects;
  if (effect === undefined || another !== undefined) return { fields: unknown };
  return { effect, rule: decisions?.[0]?.matched_rule ?? "" };
}

/** What the policy does not know it does not read either. */
function isDeclared(path: string, { action }: Shown, schema: Schema): boolean {
  const [domain, ...names] = path.split(".");
  const type = (action as Shown | undefined)?.["type"];
  const fields =
    domain === "action"
      ? schema.actions.find(({ name }) => name === type)?.fields
      : schema[domain as "actor"].fields;
  return fields !== undefined && fieldAt(fields, names) !== undefined;
}

function without(value: unknown, paths: readonly string[], path = ""): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const parts = Object.entries(value)
    .map(([name, part]) => [name, part, path === "" ? name : `${path}.${name}`] as const)
    .filter(([, , own]) => !paths.includes(own));
  return Object.fromEntries(parts.map(([name, part, own]) => [name, without(part, paths, own)]));
}
