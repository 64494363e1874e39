/**
 * Rules as if no name and no pattern had been used (language.md §3): conditions and lists stand where
 * their names stood, in `actions:` all declared actions that a pattern matches. Names are those of all documents.
 */
import type {
  AtomDocument,
  ConditionDocument,
  NamedList,
  PolicyDocument,
  Quantified,
  RuleDocument,
  SchemaDocument,
  ScopeDocument,
  WrittenAtom,
  WrittenCondition,
} from "./documents.ts";

/** The rules of each document. */
export function spellOut(documents: PolicyDocument[], schema: SchemaDocument): RuleDocument[][] {
  const names: Names = {
    conditions: Object.assign({}, ...documents.map(({ conditions }) => conditions)),
    lists: Object.assign({}, ...documents.map(({ lists }) => lists)),
  };
  return documents.map(({ rules }) =>
    rules.map(({ when, scope, ...rest }) => ({
      ...rest,
      scope: spelledScope(scope, Object.keys(schema.actions)),
      ...(when !== undefined && { when: when === true ? when : spelled(when, names) }),
    })),
  );
}

interface Names {
  conditions: Record<string, WrittenCondition>;
  lists: Record<string, NamedList>;
}

function spelled(condition: WrittenCondition, names: Names): ConditionDocument {
  if ("condition" in condition) return spelled(names.conditions[condition.condition]!, names);
  if ("all" in condition) return { all: condition.all.map((part) => spelled(part, names)) };
  if ("any" in condition) return { any: condition.any.map((part) => spelled(part, names)) };
  if ("not" in condition) return { not: spelled(condition.not, names) };
  if ("any_item" in condition) return { any_item: spelledWhere(condition.any_item, names) };
  if ("all_items" in condition) return { all_items: spelledWhere(condition.all_items, names) };
  return spelledAtom(condition, names);
}

function spelledWhere(quantified: Quantified<WrittenCondition>, names: Names): Quantified<ConditionDocument> {
  return { in: quantified.in, where: spelled(quantified.where, names) };
}

function spelledAtom(atom: WrittenAtom, { lists }: Names): AtomDocument {
  const { value } = atom;
  if (value === undefined || !("list" in value)) return atom as AtomDocument;
  return { ...atom, value: { literal: lists[value.list]! } };
}

function spelledScope(scope: ScopeDocument, declared: string[]): ScopeDocument {
  if (scope.actions === undefined) return scope;
  const meant = scope.actions.flatMap((word) => declared.filter((name) => matches(name, word)));
  return { ...scope, actions: [...new Set(meant)] };
}

/** One character after the other; a `*` takes none of the name, or one and stays. */
export function matches(name: string, pattern: string): boolean {
  if (pattern === "") return name === "";
  if (pattern[0] === "*")
    return matches(name, pattern.slice(1)) || (name !== "" && matches(name.slice(1), pattern));
  return name[0] === pattern[0] && matches(name.slice(1), pattern.slice(1));
}
