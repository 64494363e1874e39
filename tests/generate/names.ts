/**
 * Says parts of rules by name, and actions by pattern, where it happens to be possible. What the rules
 * mean stays the same.
 */
import type {
  ConditionDocument,
  NamedList,
  PolicyDocument,
  Quantified,
  RuleDocument,
  ScopeDocument,
  WrittenAtom,
  WrittenCondition,
  WrittenRule,
} from "../reference/documents.ts";
import { matches } from "../reference/names.ts";
import type { Random } from "./random.ts";

/** The definitions may be in another file than what uses them. */
export function withNames(random: Random, policies: PolicyDocument[], declared: string[]): PolicyDocument[] {
  const namer = new Namer(random, declared);
  const named = policies.map((policy) => ({
    ...policy,
    rules: policy.rules.map((rule) => namer.rule(rule as RuleDocument)),
  }));
  const holder = random.below(named.length);
  return named.map((policy, index) => (index === holder ? { ...namer.definitions, ...policy } : policy));
}

class Namer {
  private readonly conditions: Record<string, WrittenCondition> = {};
  private readonly lists = new Map<string, NamedList>();

  constructor(
    private readonly random: Random,
    private readonly declared: string[],
  ) {}

  get definitions(): Pick<PolicyDocument, "conditions" | "lists"> {
    return {
      ...(Object.keys(this.conditions).length > 0 && { conditions: this.conditions }),
      ...(this.lists.size > 0 && { lists: Object.fromEntries(this.lists) }),
    };
  }

  rule({ when, scope, ...rest }: RuleDocument): WrittenRule {
    const condition = typeof when === "object" ? { when: this.condition(when) } : when && { when };
    return { ...rest, scope: this.scope(scope), ...condition };
  }

  /** Now and then it is used twice, to the same effect. */
  private condition(condition: ConditionDocument): WrittenCondition {
    const { random } = this;
    const written = this.inside(condition);
    if (!random.chance(0.12)) return written;
    const name = `c${Object.keys(this.conditions).length}`;
    this.conditions[name] = written;
    const use = { condition: name };
    return random.chance(0.8) ? use : random.pick([{ all: [use, use] }, { any: [use, use] }]);
  }

  private inside(condition: ConditionDocument): WrittenCondition {
    if ("all" in condition) return { all: condition.all.map((part) => this.condition(part)) };
    if ("any" in condition) return { any: condition.any.map((part) => this.condition(part)) };
    if ("not" in condition) return { not: this.condition(condition.not) };
    if ("any_item" in condition) return { any_item: this.quantified(condition.any_item) };
    if ("all_items" in condition) return { all_items: this.quantified(condition.all_items) };
    return this.atom(condition);
  }

  private quantified({ in: list, where }: Quantified<ConditionDocument>): Quantified<WrittenCondition> {
    return { in: list, where: this.condition(where) };
  }

  private atom(atom: WrittenAtom): WrittenAtom {
    const { value, operator } = atom;
    if (value === undefined || !("literal" in value) || !Array.isArray(value.literal)) return atom;
    if (operator === "between" || this.random.chance(0.7)) return atom;
    return { ...atom, value: { list: this.list(value.literal) } };
  }

  private list(items: NamedList): string {
    const isSame = (known: NamedList) =>
      known.length === items.length && known.every((item, index) => Object.is(item, items[index]));
    const known = [...this.lists].find(([, list]) => isSame(list));
    if (known !== undefined) return known[0];
    const name = `l${this.lists.size}`;
    this.lists.set(name, items);
    return name;
  }

  private scope(scope: ScopeDocument): ScopeDocument {
    const { actions } = scope;
    if (actions === undefined || this.random.chance(0.5)) return scope;
    const pattern = this.pattern(this.random.pick(actions));
    const matched = this.declared.filter((name) => matches(name, pattern));
    if (!matched.every((name) => actions.includes(name))) return scope;
    const others = actions.filter((name) => !matched.includes(name) || this.random.chance(0.2));
    return { ...scope, actions: this.random.shuffled([...others, pattern]) };
  }

  /** That matches this name: some of its characters, and a `*` or two. */
  private pattern(name: string): string {
    const [from, to] = [this.random.between(0, name.length), this.random.between(0, name.length)].sort();
    return this.random.pick(["*", `${name.slice(0, from)}*${name.slice(to)}`, `*${name.slice(from, to)}*`]);
  }
}
