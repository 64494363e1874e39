import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { Automaton } from "../automaton/automaton.ts";
import type { InputLimits } from "../language/limits.ts";
import {
  type Approval,
  type Atom,
  type CheckedPolicy,
  type Cidr,
  type Condition,
  type FieldReference,
  type Invariant,
  isComputed,
  type Operand,
  pathText,
  type Rule,
  type Scope,
  type Term,
} from "../language/model.ts";
import { type Field, hasFields, type Schema } from "../language/schema.ts";
import type { Settings } from "../language/settings.ts";
import { typeName } from "../language/types.ts";
import type {
  GovernanceDocument,
  GovernanceRuleNode,
  GovernanceScopeNode,
  MustNode,
  Text,
  WhereNode,
} from "./2-parse/ast.ts";

// The policy hash (docs/semantics.md, 23): SHA-256 over all that a decision, a reason or a governance check can come from.
//
// The encoding is JSON of arrays only, in which each element has its fixed place and `null` stands for what is absent:
// no two policies share a text, and what the model does not hold (key order, comments, quoting, the split into files)
// cannot enter. `description` and `owner` are left out. Whoever changes the encoding changes `VERSION`.

const VERSION = "actra-hash-1";

type Encoded = string | number | boolean | null | readonly Encoded[];

/** 64 lower-case hexadecimal digits. */
export function policyHash(
  policy: CheckedPolicy,
  governance: GovernanceDocument | undefined,
  inputLimits: InputLimits,
): string {
  const text = new HashedText();
  const update = (part: Encoded) => text.add(JSON.stringify(part));
  update([
    VERSION,
    settings(policy.settings),
    limits(inputLimits, policy.schema),
    schema(policy.schema),
    policy.rules.length,
  ]);
  for (const each of policy.rules) update(rule(each));
  update(
    governance === undefined ? null : governance.rules.map((each) => governanceRule(each, policy.invariants)),
  );
  return text.digest();
}

/** Text that is hashed by the piece: what each call costs is felt when it is one for each rule. */
class HashedText {
  static readonly #PIECE = 65_536;
  readonly #hash = sha256.create();
  readonly #encoder = new TextEncoder();
  #pending = "";

  add(text: string): void {
    this.#pending += text;
    if (this.#pending.length > HashedText.#PIECE) this.#flush();
  }

  digest(): string {
    this.#flush();
    return bytesToHex(this.#hash.digest());
  }

  #flush(): void {
    this.#hash.update(this.#encoder.encode(this.#pending));
    this.#pending = "";
  }
}

function settings({ semantics, resolution, default: otherwise, missing, unknownAction }: Settings): Encoded {
  return [semantics, resolution, otherwise, missing, unknownAction];
}

/** The limit on lists of objects counts where there is one. */
function limits({ stringBytes, inputBytes, listItems, listObjects }: InputLimits, schema: Schema): Encoded {
  const domains = [...schema.actions, schema.actor, schema.snapshot];
  const forObjects = domains.some(({ fields }) => haveItems(fields)) ? [listObjects] : [];
  return [stringBytes, inputBytes, listItems, ...forObjects];
}

function haveItems(fields: readonly Field[]): boolean {
  return fields.some((each) => each.kind === "items" || (each.kind === "object" && haveItems(each.fields)));
}

/** Actions by name, since their order means nothing; fields in order, since it places positional arguments. */
function schema({ actions, actor, snapshot }: Schema): Encoded {
  const byName = actions.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return [
    byName.map((action) => [action.name, action.fields.map(field)]),
    [actor.kind ?? null, actor.fields.map(field)],
    snapshot.fields.map(field),
  ];
}

function field(each: Field): Encoded {
  if (hasFields(each)) return [each.kind, each.name, each.optional, each.fields.map(field)];
  const { kind, name, type, optional, minimum = null, maximum = null, maxLength = null, sensitive } = each;
  return [kind, name, type, optional, each.enum ?? null, minimum, maximum, maxLength, sensitive];
}

function rule(each: Rule): Encoded {
  const { id, effect, mode, reason = null, tags, expires = null, approval: approvals } = each;
  return [
    id,
    scope(each.scope),
    condition(each.when),
    effect,
    mode,
    reason,
    tags,
    expires,
    approvals ? approval(approvals) : null,
  ];
}

function scope({ actions, actor }: Scope): Encoded {
  return [actions ?? null, actor === undefined ? null : [reference(actor.kind), actor.name]];
}

function approval({ approvers, quorum, expires_in }: Approval): Encoded {
  return [approvers, quorum ?? null, expires_in ?? null];
}

/** The same for two conditions that are written with the same parts in the same order, whatever the notation. */
export function conditionText(each: Condition): string {
  return JSON.stringify(condition(each));
}

function condition(each: Condition): Encoded {
  switch (each.kind) {
    case "always":
      return ["always"];
    case "all":
    case "any":
      return [each.kind, each.conditions.map(condition)];
    case "not":
      return ["not", condition(each.condition)];
    case "named":
      return condition(each.condition);
    case "any_item":
    case "all_items":
      return [each.kind, reference(each.list), condition(each.where)];
    case "atom":
      return ["atom", each.operator, left(each.left), operand(each.right)];
  }
}

function reference(each: FieldReference): Encoded {
  return [pathText(each), typeName(each.type)];
}

function left(each: Atom["left"]): Encoded {
  return isComputed(each) ? operand(each) : reference(each);
}

function operand(each: Operand): Encoded {
  switch (each.kind) {
    case "expression":
      return ["expression", term(each.term)];
    case "field":
      return ["field", reference(each.field)];
    case "literal":
    case "flag":
      return [each.kind, each.value];
    case "literals":
      return ["literals", each.values];
    case "cidrs":
      return ["cidrs", each.values.map(block)];
    case "pattern":
      return ["pattern", each.text, /\\p/i.test(each.text) ? accepted(each.automaton) : null];
  }
}

/** As written: `60 * 1000` is another text than `60000`. */
function term(each: Term): Encoded {
  switch (each.kind) {
    case "field":
    case "size":
      return [each.kind, reference(each.field)];
    case "literal":
      return [each.type, each.constant];
    case "negative":
      return ["negative", term(each.operand)];
    case "part":
      return ["part", each.part, each.offset, term(each.operand)];
    case "chain":
      return ["chain", term(each.first), ...each.rest.map((step) => [step.operator, term(step.operand)])];
  }
}

/** What `\p{…}` stands for depends on the version of Unicode, of which the text says nothing. */
function accepted({ start, width, next, accepting, classes }: Automaton): Encoded {
  return [start, width, [...next], [...accepting], classes.starts, classes.classes];
}

function block({ family, address, prefix }: Cidr): Encoded {
  return [family, address, prefix];
}

function governanceRule(
  { id, appliesTo, where, must, error, severity }: GovernanceRuleNode,
  invariants: CheckedPolicy["invariants"],
): Encoded {
  const actions = appliesTo === undefined ? null : [set(appliesTo.actions), appliesTo.if];
  const invariant = invariants?.find((each) => each.id === id.value);
  const demanded = invariant && must.kind === "decide" ? invariantDemand(invariant) : demand(must);
  return [id.value, actions, selection(where), demanded, error.value, severity];
}

function selection({ id, effect, scope, mode, tags, when }: WhereNode): Encoded {
  const subject = when?.subject && `${when.subject.domain.value}.${when.subject.field.value}`;
  return [
    id?.value ?? null,
    effect?.value ?? null,
    scope === undefined ? null : governedScope(scope),
    mode?.value ?? null,
    set(tags ?? []),
    when === undefined ? null : [subject ?? null, when.operator?.value ?? null],
  ];
}

function governedScope(each: GovernanceScopeNode): Encoded {
  return each.kind === "global" ? ["global"] : [each.kind, each.name.value];
}

function demand(must: MustNode): Encoded {
  switch (must.kind) {
    case "exists":
    case "min_count":
    case "max_count":
      return [must.kind, must.value];
    case "forbid":
      return ["forbid"];
    case "allowed_fields":
      return ["allowed_fields", set(must.fields)];
    case "required_effect":
    case "decide":
      return [must.kind, must.effect];
  }
}

/** As it is typed, like the conditions of rules. */
function invariantDemand({ effect, whenever, unproved }: Invariant): Encoded {
  return ["decide", effect, condition(whenever), unproved];
}

/** Words whose order and number mean nothing. */
function set(words: readonly Text[]): Encoded {
  return [...new Set(words.map((word) => word.value))].sort();
}
