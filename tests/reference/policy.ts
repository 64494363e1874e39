/**
 * Receives the policy documents in order, gives their rules as one list in file order and the
 * settings that hold (language.md §3; §9 for `actra-0.7`).
 */
import type {
  ApprovalDocument,
  AtomDocument,
  ConditionDocument,
  Effect,
  PolicyDocument,
  Quantified,
  RuleDocument,
  ScopeDocument,
  SettingsDocument,
  Subject,
} from "./documents.ts";

import { parseTerm, pathsIn } from "./term.ts";

export interface Rule {
  id: string;
  scope: ScopeDocument;
  effect: Effect;
  audit: boolean;
  reason: string | undefined;
  approval: ApprovalDocument | undefined;
  condition: ConditionDocument;
  /** Every path written in the rule, the actor kind of its scope included. */
  reads: Set<string>;
}

export interface Settings {
  resolution: "strictest" | "first_match";
  default: Effect;
  missing: "assume_worst" | "no_match";
  unknownAction: "reject" | "evaluate";
  /** `actra-0.7`: what would be `INPUT_TYPE` makes atoms false, and actor scopes never apply. */
  lenient: boolean;
}

export function readSettings(documents: PolicyDocument[], semantics: string | undefined): Settings {
  const said: SettingsDocument = Object.assign({}, ...documents);
  const lenient = (semantics ?? said.semantics) === "actra-0.7";
  return {
    resolution: said.resolution ?? (lenient ? "first_match" : "strictest"),
    default: said.default ?? "allow",
    missing: said.missing ?? (lenient ? "no_match" : "assume_worst"),
    unknownAction: said.unknown_action ?? (lenient ? "evaluate" : "reject"),
    lenient,
  };
}

export function readRule(document: RuleDocument, kind: string): Rule {
  const condition = wholeCondition(document, kind);
  return {
    id: document.id,
    scope: document.scope,
    effect: document.effect,
    audit: document.mode === "audit",
    reason: document.reason,
    approval: document.approval,
    condition,
    reads: new Set(readsOf(condition, "")),
  };
}

/** Scope `actor: name` is an atom on the actor's kind, joined by `all` to the condition. */
function wholeCondition({ scope, when }: RuleDocument, kind: string): ConditionDocument {
  const written = when === undefined || when === true ? [] : [when];
  if (scope.actor === undefined) return { all: written };
  const isActor: AtomDocument = {
    subject: { domain: "actor", field: kind },
    operator: "equals",
    value: { literal: scope.actor },
  };
  return { all: [isActor, ...written] };
}

/** Every path written in a condition; what is read of an item counts behind its list, `action.lines.price`. */
function readsOf(condition: ConditionDocument, list: string): string[] {
  if ("all" in condition) return condition.all.flatMap((part) => readsOf(part, list));
  if ("any" in condition) return condition.any.flatMap((part) => readsOf(part, list));
  if ("not" in condition) return readsOf(condition.not, list);
  const quantified = quantifiedIn(condition);
  if (quantified === undefined)
    return pathsOf(condition as AtomDocument).map((path) => path.replace(/^item(?=\.|$)/, list));
  const inner = pathOf(quantified.in);
  return [inner, ...readsOf(quantified.where, inner)];
}

export function quantifiedIn(condition: ConditionDocument): Quantified<ConditionDocument> | undefined {
  if ("any_item" in condition) return condition.any_item;
  return "all_items" in condition ? condition.all_items : undefined;
}

/** Those that are asked of items, too. */
export function atomsOf(condition: ConditionDocument): AtomDocument[] {
  if ("all" in condition) return condition.all.flatMap(atomsOf);
  if ("any" in condition) return condition.any.flatMap(atomsOf);
  if ("not" in condition) return atomsOf(condition.not);
  const quantified = quantifiedIn(condition);
  return quantified ? atomsOf(quantified.where) : [condition as AtomDocument];
}

export function pathsOf({ subject, value }: AtomDocument): string[] {
  const right =
    value === undefined || "literal" in value ? [] : pathsOn("subject" in value ? value.subject : value);
  return [...pathsOn(subject), ...right];
}

function pathsOn(side: AtomDocument["subject"]): string[] {
  return "expression" in side ? pathsIn(parseTerm(side.expression)) : [pathOf(side)];
}

export function pathOf({ domain, field }: Subject): string {
  return field === undefined ? domain : `${domain}.${field}`;
}

/** Whether a decision on this action considers the rule at all. */
export function applies({ scope }: Rule, action: string | undefined, lenient: boolean): boolean {
  if (lenient && scope.actor !== undefined) return false;
  if (!isActionRule(scope)) return true;
  return action !== undefined && [scope.action, scope.actions].flat().includes(action);
}

function isActionRule(scope: ScopeDocument): boolean {
  return scope.action !== undefined || scope.actions !== undefined;
}

/** Place in the order of `first_match`: action rules, then actor rules, then global rules. */
export function rank({ scope }: Rule): number {
  if (isActionRule(scope)) return 0;
  return scope.actor === undefined ? 2 : 1;
}
