import { FieldIndex } from "../compiler/3-check/field-index.ts";
import { declaredAt, declaredPaths, type FieldsByPath } from "../compiler/3-check/resolved-field.ts";
import { DOMAINS, type Domain } from "../language/types.ts";
import type { Policy } from "../policy/policy.ts";
import { decodeProgram } from "../program/decode.ts";
import { requireSound } from "../program/verify.ts";

// What test files may name of a policy: its rules, and the paths of its schema.

/** The actions that a test is about; absent when it may be any. */
export type Actions = readonly string[] | undefined;

export class PolicyFacts {
  readonly policyHash: string;
  readonly ruleIds: ReadonlySet<string>;
  readonly #index: FieldIndex;
  readonly #allActions: readonly FieldsByPath[];

  /** @throws ActraError `UNAVAILABLE` for a policy of `actra/engine`, which cannot be written */
  constructor(policy: Policy) {
    const { schema, settings, rules } = requireSound(decodeProgram(policy.toBytes({ debug: false })));
    this.policyHash = policy.policyHash();
    this.ruleIds = new Set(rules.map(({ id }) => id));
    this.#index = new FieldIndex({ schema, nodes: new Map() }, settings);
    this.#allActions = schema.actions.map(({ name }) => this.#index.action(name));
  }

  hasAction(name: string): boolean {
    return this.#index.hasAction(name);
  }

  /** Of a domain or anything in it, such as `action.customer.country`. */
  hasPath(path: string, actions: Actions): boolean {
    const [domain, field] = split(path);
    if (!isDomain(domain)) return false;
    return field === undefined || this.#fields(domain, actions).some((fields) => declaredAt(fields, field));
  }

  /** Whether it is one in some action at least. */
  isListOfObjects(path: string, actions: Actions): boolean {
    const [domain, field = ""] = split(path);
    if (!isDomain(domain)) return false;
    return this.#fields(domain, actions).some((fields) => fields.get(field)?.type.kind === "items");
  }

  *paths(actions: Actions): Generator<string> {
    for (const domain of DOMAINS)
      for (const fields of this.#fields(domain, actions))
        for (const field of declaredPaths(fields)) yield `${domain}.${field}`;
  }

  #fields(domain: Domain, actions: Actions): readonly FieldsByPath[] {
    if (domain !== "action") return [this.#index[domain]];
    return actions?.map((name) => this.#index.action(name)) ?? this.#allActions;
  }
}

function split(path: string): readonly [domain: string, field?: string] {
  const dot = path.indexOf(".");
  return dot < 0 ? [path] : [path.slice(0, dot), path.slice(dot + 1)];
}

function isDomain(word: string): word is Domain {
  return (DOMAINS as readonly string[]).includes(word);
}
