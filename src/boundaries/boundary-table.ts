import { subjectOf } from "../analysis/core/subject.ts";
import type { Policy } from "../policy/policy.ts";
import { outcomeOf } from "../testing/outcome.ts";
import type { Value } from "./boundary-values.ts";
import { type Column, columnsOf, place } from "./columns.ts";
import { combinationsOf } from "./combinations.ts";

/** What a policy decides around every limit of one action. */
export interface BoundaryTable {
  readonly action: string;
  /** Paths such as `action.amount`, in the order of the values of each row. */
  readonly columns: readonly string[];
  readonly rows: readonly BoundaryRow[];
}

export interface BoundaryRow {
  /** `undefined` where the field is absent. */
  readonly values: readonly unknown[];
  /** An effect, or the code of an input error. */
  readonly outcome: string;
  /** `""` for the default, and for an error. */
  readonly rule: string;
}

/**
 * For each action a table of decisions: of each field that they can read the values around every limit, and one of each enum,
 * literal and pattern; every combination while these are few, else so that any two values meet.
 *
 * @throws ActraError `UNAVAILABLE` for a policy that was loaded from a program
 */
export function boundaryTables(policy: Policy): readonly BoundaryTable[] {
  const subject = subjectOf(policy);
  return subject.schema.actions.map(({ name }) => tableOf(name, columnsOf(subject, name), policy));
}

function tableOf(action: string, columns: readonly Column[], policy: Policy): BoundaryTable {
  const paths = columns.map(({ path }) => path);
  const rows = combinationsOf(columns.map(({ values }) => values.length)).map((places) =>
    withObjects(
      paths,
      places.map((each, column) => columns[column]!.values[each]),
    ),
  );
  const decisions = unique(rows).map((values) => ({ values, ...decided(policy, action, paths, values) }));
  return { action, columns: paths, rows: decisions };
}

/** An object is there where one of its fields is. */
function withObjects(paths: readonly string[], values: readonly Value[]): readonly Value[] {
  const isThere = (path: string) =>
    paths.some((inner, column) => values[column] !== undefined && inner.startsWith(`${path}.`));
  return values.map((value, column) => (value === undefined && isThere(paths[column]!) ? {} : value));
}

function unique(rows: readonly (readonly Value[])[]): readonly (readonly Value[])[] {
  return [...new Map(rows.map((values) => [JSON.stringify(values), values])).values()];
}

/** What comes of a row, by whichever policy. */
export function decided(
  policy: Policy,
  action: string,
  paths: readonly string[],
  values: readonly Value[],
): Pick<BoundaryRow, "outcome" | "rule"> {
  const outcome = outcomeOf(policy, inputOf(action, paths, values));
  if ("error" in outcome) return { outcome: outcome.error.code, rule: "" };
  return { outcome: outcome.effect, rule: outcome.matched_rule };
}

function inputOf(action: string, paths: readonly string[], values: readonly Value[]): object {
  const input = { action: { type: action }, actor: {}, snapshot: {} };
  for (const [column, path] of paths.entries()) place(input, path.split("."), values[column]);
  return input;
}
