import { DOMAINS, type Domain, ITEM, typeName } from "../../../language/types.ts";
import type { SubjectNode } from "../../2-parse/ast.ts";
import type { FieldsTogether } from "../fields-together.ts";
import { namesHelp } from "../names-help.ts";
import { declaredAt, type FieldsByPath, type ResolvedField } from "../resolved-field.ts";
import type { ItemScope, RuleContext } from "./rule-context.ts";

// From a path as written to what the schema declares there. What is not there is reported.

export function resolveSubject(subject: SubjectNode, rule: RuleContext): ResolvedField | undefined {
  const { index } = rule.check;
  const domain = subject.domain.value;
  if (domain === ITEM) return fieldOfItem(subject, rule);
  if (domain !== "action") return fieldIn(index[domain], `the ${domain}`, subject, rule);
  if (rule.actions === undefined) return fieldOfAnyAction(subject, rule);
  if (rule.together !== undefined) return fieldOfEach(rule.actions, rule.together, subject, rule);
  const [first] = rule.actions;
  return first === undefined ? undefined : fieldIn(index.action(first), `action \`${first}\``, subject, rule);
}

function fieldIn(
  fields: FieldsByPath,
  owner: string,
  subject: SubjectNode,
  rule: RuleContext,
): ResolvedField | undefined {
  const field = fields.get(subject.field.value);
  if (field === undefined) reportUnknown(fields, owner, subject, rule);
  return field;
}

function reportUnknown(fields: FieldsByPath, owner: string, subject: SubjectNode, rule: RuleContext): void {
  const { value: path, span } = subject.field;
  rule.report({
    code: "unknown-field",
    message: `${owner} has no field \`${path}\``,
    span,
    ...(sizeMeant(fields, subject) ??
      inItems(fields, path) ??
      elsewhere(subject, rule) ??
      namesHelp(path, fields.keys(), rule.check.reporter)),
  });
}

/** As in JavaScript. */
function sizeMeant(fields: FieldsByPath, { domain, field }: SubjectNode): { help: string } | undefined {
  const [, path] = /^(.+)\.(?:length|size)$/.exec(field.value) ?? [];
  return path !== undefined && fields.has(path)
    ? { help: `write \`size(${domain.value}.${path})\`` }
    : undefined;
}

/** A path that goes on where a list stands. */
function inItems(fields: FieldsByPath, path: string): { help: string } | undefined {
  if (declaredAt(fields, path) === undefined) return undefined;
  return { help: "a list stands on the way: ask of its items with `any_item` or `all_items`" };
}

/** The right field of the wrong domain, or with the domain in its path. */
function elsewhere(subject: SubjectNode, rule: RuleContext): { help: string } | undefined {
  const path = subject.field.value;
  const [, domain, rest] = /^(\w+)\.(.*)$/.exec(path) ?? [];
  const named = DOMAINS.find((known) => known === domain);
  if (named !== undefined && has(named, rest!, rule))
    return { help: `write \`{ domain: ${named}, field: ${rest} }\`` };
  if (subject.domain.value !== ITEM && rule.item?.fields.has(path))
    return { help: `did you mean \`${ITEM}.${path}\`?` };
  const home = DOMAINS.find((domain) => domain !== subject.domain.value && has(domain, path, rule));
  return home === undefined ? undefined : { help: `did you mean \`${home}.${path}\`?` };
}

function has(domain: Domain, path: string, rule: RuleContext): boolean {
  const { index } = rule.check;
  if (domain !== "action") return index[domain].has(path);
  return rule.actions?.every((action) => index.action(action).has(path)) ?? false;
}

/** Rules that name no action know nothing of it but its name. */
function fieldOfAnyAction(subject: SubjectNode, rule: RuleContext): ResolvedField | undefined {
  const { value: path, span } = subject.field;
  const field = rule.check.index.anyAction.get(path);
  if (field !== undefined) return field;
  rule.report({
    code: "action-field-out-of-scope",
    message: `\`action.${path}\` cannot be read in rule \`${rule.node.id.value}\`, whose scope names no action`,
    span,
    help: "give the rule a scope `action:` or `actions:`; elsewhere only `action.type` is known",
    related: [{ message: "this scope names no action", span: rule.node.scope.span }],
  });
  return undefined;
}

function fieldOfEach(
  actions: readonly string[],
  together: FieldsTogether,
  subject: SubjectNode,
  rule: RuleContext,
): ResolvedField | undefined {
  const found = together.get(subject.field.value);
  if (!("problem" in found)) return found;
  if (found.problem === "differing") return reportDifference(found.first, found.other, subject, rule);
  const lacking = actions[found.action]!;
  return fieldIn(rule.check.index.action(lacking), `action \`${lacking}\``, subject, rule);
}

/** Of the list that is being looked into. */
function fieldOfItem(subject: SubjectNode, rule: RuleContext): ResolvedField | undefined {
  const { item } = rule;
  if (item === undefined) return reportNoItem(subject, rule);
  if (subject.field.value === "" && item.list.type.kind === "items") return reportWhole(subject, item, rule);
  if (item.together === undefined) return fieldIn(item.fields, item.owner, subject, rule);
  const found = item.together.get(subject.field.value);
  if (!("problem" in found)) return found;
  if (found.problem === "differing") return reportDifference(found.first, found.other, subject, rule);
  const action = rule.actions![found.action]!;
  const lacking = item.together.at(found.action);
  return fieldIn(lacking, `${item.owner} of action \`${action}\``, subject, rule);
}

function reportNoItem({ domain: { span } }: SubjectNode, rule: RuleContext): undefined {
  rule.report({
    code: "item-out-of-scope",
    message: `there is no \`item\` here in ${rule.where}`,
    span,
    help: "an item is what `where` of `any_item` or `all_items` asks about",
  });
}

function reportWhole({ span }: SubjectNode, { owner, fields }: ItemScope, rule: RuleContext): undefined {
  rule.report({
    code: "unknown-field",
    message: `${owner} is an object, and no value`,
    span,
    ...namesHelp("", fields.keys(), rule.check.reporter),
  });
}

function reportDifference(
  a: ResolvedField,
  b: ResolvedField,
  subject: SubjectNode,
  rule: RuleContext,
): undefined {
  const { value: path, span } = subject.field;
  const [first, second] = [a.declarations[0]!, b.declarations[0]!];
  rule.report({
    code: "field-types-differ",
    message: `\`${subject.domain.value}.${path}\` is ${typeName(a.type)} in ${first.owner} and ${typeName(b.type)} in ${second.owner}`,
    span,
    help: "a rule for several actions may read only fields that all of them declare with the same type",
    related: [first, second].flatMap(({ owner, span }) =>
      span ? [{ message: `as ${owner} declares it`, span }] : [],
    ),
  });
  return undefined;
}
