import type { FieldReference, Rule } from "../../language/model.ts";
import { placeOf, type Read, readsOf } from "../../language/reads.ts";
import { type Field, fieldAt, hasFields, type Schema } from "../../language/schema.ts";
import type { LintContext } from "../lint-context.ts";

/**
 * A rule that restricts says what holds when an optional field that it reads is absent: without a word the rule is then
 * out. Of negative reads that is an error, and they do not get here.
 */
export function optionalReadsAreGuarded({ policy, report }: LintContext): void {
  if (policy.settings.semantics === "actra-0.7") return;
  const roots = new Roots(policy.schema);
  for (const rule of policy.rules.filter(({ effect }) => effect !== "allow")) {
    for (const [path, { field }] of unguarded(rule, roots)) {
      report({
        code: "unguarded-read",
        message: `rule \`${rule.id}\` does not hold when \`${path}\` is absent, and does not say that this is meant`,
        span: field.span,
        help: helpFor(path, field),
      });
    }
  }
}

/** An item goes by a name of the user's, which is not known here. */
function helpFor(path: string, { list }: FieldReference): string {
  if (list !== undefined)
    return "ask where the item is asked about, by `exists` or `has`, whether it is there";
  return `when it is meant, say it by \`exists\`, \`has(${path}) && …\`; when absence shall stop, \`!has(${path}) || …\``;
}

/** The first such read of each path. */
function unguarded(rule: Rule, roots: Roots): ReadonlyMap<string, Read> {
  const reads = readsOf(rule).toReversed();
  const guards = new Set(reads.filter(({ operator }) => operator === "exists").map(placeOf));
  const firsts = new Map(
    reads.filter(({ operator }) => operator !== "exists").map((read) => [placeOf(read), read]),
  );
  const found = [...firsts].filter(([, { field }]) => !isGuarded(field, roots.of(field, rule), guards));
  return new Map(found.toReversed());
}

/** By `exists` on the path, or on a part of it after which nothing is optional any more. */
function isGuarded(
  field: FieldReference,
  roots: readonly (readonly Field[])[],
  guards: ReadonlySet<string>,
): boolean {
  const { path, list } = field;
  const least = Math.max(0, ...roots.map((fields) => lastOptional(fields, path, list?.path.length ?? 0)));
  if (least === 0) return true;
  const lengths = path.map((_, index) => index + 1).filter((length) => length >= least);
  return lengths.some((length) => guards.has(placeOf({ field: { ...field, path: path.slice(0, length) } })));
}

/** Where paths start: of an action's fields those of each action of the scope. */
class Roots {
  readonly #schema: Schema;
  readonly #actions: ReadonlyMap<string, readonly Field[]>;

  constructor(schema: Schema) {
    this.#schema = schema;
    this.#actions = new Map(schema.actions.map(({ name, fields }) => [name, fields]));
  }

  of({ domain }: FieldReference, { scope }: Rule): readonly (readonly Field[])[] {
    if (domain !== "action") return [this.#schema[domain].fields];
    return (scope.actions ?? []).map((action) => this.#actions.get(action) ?? []);
  }
}

/** How many parts of the path reach to its last optional one, of those behind the list in whose items it is; 0 for none. */
function lastOptional(fields: readonly Field[], path: readonly string[], before: number): number {
  let level = fields;
  let last = 0;
  for (const [index, name] of path.entries()) {
    const field = fieldAt(level, [name]);
    if (field?.optional && index >= before) last = index + 1;
    level = field !== undefined && hasFields(field) ? field.fields : [];
  }
  return last;
}
