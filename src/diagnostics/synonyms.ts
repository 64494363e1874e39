// What the words of this language are called elsewhere: in other policy languages, in code, in YAML 1.1. `suggest` reads
// it, and offers of a row only what may stand in the place; so a word may mean several things, as `tool` does.

const ELSEWHERE: Readonly<Record<string, string>> = {
  // conditions
  all: "and && all_of every",
  any: "or || any_of some",
  not: "! none none_of",
  subject: "field path attribute attr property left",
  operator: "op comparator comparison",
  value: "values right to",
  literal: "const constant value",
  domain: "source object root",
  field: "path name attribute attr property key",

  // operators
  equals: "= == === eq is equal_to",
  not_equals: "!= !== <> ne neq is_not isnt",
  greater_than: "> gt above more_than",
  less_than: "< lt below",
  greater_than_or_equals: ">= => gte ge at_least",
  less_than_or_equals: "<= =< lte le at_most",
  between: "range in_range within",
  in: "one_of is_in member_of any_of",
  not_in: "nin none_of is_not_in",
  contains: "has includes include",
  not_contains: "excludes",
  contains_any: "intersects overlaps",
  contains_all: "has_all superset",
  starts_with: "prefix begins_with",
  ends_with: "suffix",
  like: "glob wildcard",
  matches: "regex regexp =~ ~ re match pattern",
  in_cidr: "cidr in_subnet subnet",
  is_empty: "empty blank",
  exists: "present defined is_set is_present not_null",

  // rules
  id: "name rule key",
  when: "if condition conditions where",
  effect: "then decision outcome result verdict",
  reason: "message because",
  scope: "applies_to target match on",
  description: "desc comment title summary",
  mode: "status enforcement",
  allow: "permit accept pass grant",
  block: "deny forbid reject refuse",
  require_approval: "approve approval ask confirm escalate review",
  enforce: "enforced active enabled on",
  audit: "monitor shadow dry_run log warn",
  global: "everything always all any",

  // documents
  version: "apiversion schema_version",
  rules: "policies statements rule",
  default: "fallback default_effect otherwise",
  resolution: "strategy combining conflict",
  actions: "tools operations action",
  action: "tool operation args arguments input request",
  actor: "user principal agent caller",
  snapshot: "context ctx env environment state facts data resource",
  fields: "properties attributes params parameters args",

  // types
  string: "str text varchar",
  number: "float double decimal numeric",
  integer: "int int32 int64 long",
  boolean: "bool",
  datetime: "date time timestamp instant",
  ip: "ipv4 ipv6 address",
  minimum: "min",
  maximum: "max",
  enum: "choices values one_of",
  sensitive: "secret private pii",

  // YAML 1.1
  true: "yes on y",
  false: "no off n",
};

const MEANINGS = new Map<string, Set<string>>();
for (const [word, others] of Object.entries(ELSEWHERE)) {
  for (const other of others.split(" ")) MEANINGS.set(other, (MEANINGS.get(other) ?? new Set()).add(word));
}

const NO_MEANING: ReadonlySet<string> = new Set();

/** The words of this language that somebody may mean by a word, which is in lower case with `_`. */
export function meaningsOf(word: string): ReadonlySet<string> {
  return MEANINGS.get(word) ?? NO_MEANING;
}
