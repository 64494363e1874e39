import type { FieldNode } from "../../compiler/2-parse/ast.ts";
import type { Rule } from "../../language/model.ts";
import { placeOf, readsOf } from "../../language/reads.ts";
import type { LintContext } from "../lint-context.ts";

// Fields of an action also place arguments, and stand in events and approvals: unread, they are worth a word only where
// they have a limit, which is then never checked.

/** A field that is declared is read by a rule. */
export function fieldsAreUsed(lint: LintContext): void {
  const { schema } = lint.documents;
  const read = new PathsRead(lint.policy.rules);
  for (const { name, fields } of schema?.actions ?? [])
    walk(fields, { prefix: "action", owner: `action \`${name.value}\``, paths: read.of(name.value), lint });
  const paths = read.everywhere;
  walk(schema?.actor?.fields ?? [], { prefix: "actor", owner: "the actor", paths, lint });
  walk(schema?.snapshot?.fields ?? [], { prefix: "snapshot", owner: "the snapshot", paths, lint });
}

/** The places that rules read, and all that these lie in. */
class PathsRead {
  readonly everywhere = new Set<string>();
  readonly #byAction = new Map<string, Set<string>>();

  constructor(rules: readonly Rule[]) {
    for (const rule of rules) {
      for (const place of readsOf(rule).map(placeOf)) {
        add(place, this.everywhere);
        for (const action of rule.scope.actions ?? []) add(place, this.of(action));
      }
    }
  }

  of(action: string): Set<string> {
    const paths = this.#byAction.get(action) ?? new Set();
    this.#byAction.set(action, paths);
    return paths;
  }
}

/** Whoever reads a part reads what it is a part of. */
function add(place: string, paths: Set<string>): void {
  for (let path = place; !paths.has(path) && path.includes("."); path = path.slice(0, path.lastIndexOf(".")))
    paths.add(path).add(path.replace(/\[\]$/, ""));
}

interface Place {
  readonly prefix: string;
  readonly owner: string;
  readonly paths: ReadonlySet<string>;
  readonly lint: LintContext;
}

/** Of a whole object that nothing reads it is said once. */
function walk(fields: readonly FieldNode[], place: Place): void {
  for (const field of fields) {
    const path = `${place.prefix}.${field.name.value}`;
    const isAction = place.prefix.startsWith("action");
    if (!place.paths.has(path) && (!isAction || limitsOf(field).length > 0)) report(field, path, place);
    else if (field.fields && (place.paths.has(path) || isAction)) walkWithin(field, path, place);
  }
}

/** Whether an object is there may be all that anybody asks: then its fields are not unread, but what it is made of. */
function walkWithin(field: FieldNode, path: string, place: Place): void {
  const prefix = field.isList === true ? `${path}[]` : path;
  walk(field.fields ?? [], { ...place, prefix });
}

function limitsOf({ enum: values, minimum, maximum, maxLength }: FieldNode): readonly string[] {
  return Object.entries({ enum: values, minimum, maximum, max_length: maxLength }).flatMap(([key, value]) =>
    value === undefined ? [] : [`\`${key}\``],
  );
}

function report(field: FieldNode, path: string, { owner, lint }: Place): void {
  const limits = limitsOf(field);
  const unchecked =
    limits.length === 0
      ? ""
      : `, so its ${limits.join(" and ")} ${limits.length === 1 ? "is" : "are"} never checked`;
  lint.report({
    code: "unused-field",
    message: `no rule reads \`${path.slice(path.indexOf(".") + 1)}\` of ${owner}${unchecked}`,
    span: field.name.span,
    help: "write the rule that reads it, delete it, or suppress this with the reason why it is there",
  });
}
