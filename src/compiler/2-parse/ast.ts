import type { Source, Span } from "../../diagnostics/span.ts";
import type { ArithmeticOperator, DatetimePartName } from "../../language/arithmetic.ts";
import type { OperatorName } from "../../language/operators.ts";
import type { Domain, Effect, ITEM, QuantifierName } from "../../language/types.ts";

// The documents as trees: shapes are right, words are known, names are not yet resolved. Frozen after parsing.

/** A word of the user with its place. */
export interface Text<T extends string = string> {
  readonly value: T;
  readonly span: Span;
}

export interface Valued<T> {
  readonly value: T;
  readonly span: Span;
}

export interface SchemaDocument {
  readonly source: Source;
  readonly actions: readonly ActionNode[];
  readonly actor?: ActorNode;
  readonly snapshot?: DomainNode;
}

export interface DomainNode {
  readonly description?: Text;
  readonly fields: readonly FieldNode[];
  readonly span: Span;
}

export interface ActionNode extends DomainNode {
  readonly name: Text;
}

export interface ActorNode extends DomainNode {
  readonly kind?: Text;
}

export interface FieldNode {
  readonly name: Text;
  /** `string`, `string[]`, …, without the `?`; absent for objects. Its name is known to be a type. */
  readonly type?: Text;
  /** For objects, and for the items of a list of objects. */
  readonly fields?: readonly FieldNode[];
  /** A list of objects. */
  readonly isList?: true;
  /** By `?` or by `optional: true`. */
  readonly optional: boolean;
  readonly enum?: { readonly values: readonly LiteralScalar[]; readonly span: Span };
  /** A number, or the text of a datetime. */
  readonly minimum?: LiteralScalar;
  readonly maximum?: LiteralScalar;
  readonly maxLength?: Valued<number>;
  readonly sensitive: boolean;
  readonly description?: Text;
  readonly span: Span;
}

export interface PolicyDocument {
  readonly source: Source;
  readonly settings: SettingsNode;
  readonly definitions: DefinitionsNode;
  readonly rules: readonly RuleNode[];
}

/** What a policy gives names to, in the order of the document. */
export interface DefinitionsNode {
  readonly conditions: readonly ConditionDefinition[];
  readonly lists: readonly ListDefinition[];
}

/** Its condition is absent when it was broken, which has been reported; the name is known all the same. */
export interface ConditionDefinition {
  readonly name: Text;
  readonly condition?: ConditionNode;
}

/** As a condition's. */
export interface ListDefinition {
  readonly name: Text;
  readonly list?: LiteralList;
}

/** Top-level settings as written; each is absent when not written. Values are known words. */
export interface SettingsNode {
  readonly resolution?: Text<"strictest" | "first_match">;
  readonly default?: Text<Effect>;
  readonly missing?: Text<"assume_worst" | "no_match">;
  readonly unknownAction?: Text<"reject" | "evaluate">;
  readonly semantics?: Text<"actra-1" | "actra-0.7">;
}

export interface RuleNode {
  /** A part of it was wrong and has been reported; a stand-in has its place, so that the rest can still be checked. */
  readonly isBroken?: true;
  readonly id: Text;
  readonly scope: ScopeNode;
  /** Absent: always. */
  readonly when?: ConditionNode;
  /** In a broken rule it may be a stand-in. */
  readonly effect: Text<Effect>;
  readonly mode?: Text<"enforce" | "audit">;
  readonly reason?: Text;
  readonly description?: Text;
  readonly owner?: Text;
  readonly tags?: readonly Text[];
  readonly expires?: Text;
  readonly approval?: ApprovalNode;
  readonly span: Span;
}

export interface ApprovalNode {
  readonly approvers: readonly Text[];
  readonly quorum?: Valued<number>;
  readonly expiresIn?: Text;
  readonly span: Span;
}

/** Exactly one of `actions` (of `action:` or `actions:`), `global`, or none of both with `actor`; `actor` may stand beside `actions`. */
export interface ScopeNode {
  /** Those of `actions:` may be patterns. */
  readonly actions?: readonly Text[];
  readonly actor?: Text;
  readonly global?: true;
  readonly span: Span;
}

export type ConditionNode =
  | { readonly kind: "always"; readonly span: Span }
  | { readonly kind: "all" | "any"; readonly conditions: readonly ConditionNode[]; readonly span: Span }
  | { readonly kind: "not"; readonly condition: ConditionNode; readonly span: Span }
  | NamedNode
  | QuantifierNode
  | AtomNode;

/** `{ any_item: { in: …, where: … } }` */
export interface QuantifierNode {
  readonly kind: QuantifierName;
  readonly list: SubjectNode;
  readonly where: ConditionNode;
  readonly span: Span;
}

/** `{ condition: large }` */
export interface NamedNode {
  readonly kind: "named";
  readonly name: Text;
  readonly span: Span;
}

export interface AtomNode {
  readonly kind: "atom";
  readonly subject: SubjectNode | ExpressionNode;
  readonly operator: Text<OperatorName>;
  readonly value?: ValueNode;
  /** Written `value in list` in an expression: `contains`, and only of a list. */
  readonly isMembership?: true;
  readonly span: Span;
}

export interface SubjectNode {
  readonly domain: Text<Domain | typeof ITEM>;
  /** A dotted path; its parts are well-formed names. Empty for an item itself, of a list of scalars. */
  readonly field: Text;
  /** Written `action.amount`, in an expression. */
  readonly isPath?: true;
  readonly span: Span;
}

export type ValueNode =
  | { readonly kind: "literal"; readonly literal: LiteralNode; readonly span: Span }
  | { readonly kind: "subject"; readonly subject: SubjectNode; readonly span: Span }
  | ExpressionNode
  | { readonly kind: "list"; readonly name: Text; readonly span: Span };

/** What is computed: never a field or a literal alone. */
export interface ExpressionNode {
  readonly kind: "expression";
  readonly term: TermNode;
  readonly span: Span;
}

export type TermNode =
  | { readonly kind: "field"; readonly subject: SubjectNode; readonly span: Span }
  | { readonly kind: "literal"; readonly literal: LiteralScalar; readonly span: Span }
  | { readonly kind: "negative"; readonly operand: TermNode; readonly span: Span }
  | { readonly kind: "size"; readonly subject: SubjectNode; readonly span: Span }
  | PartNode
  | ChainNode;

/** `action.at.getHours("+02:00")` */
export interface PartNode {
  readonly kind: "part";
  readonly part: DatetimePartName;
  readonly operand: TermNode;
  /** Absent for UTC. */
  readonly offset?: Text;
  readonly span: Span;
}

/** From left to right. What stands first is no chain of the same operators: its parentheses would mean nothing. */
export interface ChainNode {
  readonly kind: "chain";
  readonly first: TermNode;
  readonly rest: readonly StepNode[];
  readonly span: Span;
}

export interface StepNode {
  readonly operator: Text<ArithmeticOperator>;
  readonly operand: TermNode;
  /** Of the operand, with its parentheses. */
  readonly span: Span;
}

export type LiteralNode = LiteralScalar | LiteralList;

/** A number here is safe and finite, a string well formed. */
export interface LiteralScalar {
  readonly kind: "scalar";
  readonly value: string | number | boolean;
  /** Where it is written as one: `timestamp("…")`, `duration("…")` in an expression. */
  readonly type?: "datetime" | "duration";
  /** A literal of an expression: its span has CEL's quotes and escapes in it. */
  readonly isExpression?: true;
  readonly span: Span;
}

export interface LiteralList {
  readonly kind: "list";
  readonly items: readonly LiteralScalar[];
  readonly span: Span;
}

export interface GovernanceDocument {
  readonly source: Source;
  readonly rules: readonly GovernanceRuleNode[];
}

export interface GovernanceRuleNode {
  readonly id: Text;
  readonly description?: Text;
  readonly appliesTo?: {
    readonly actions: readonly Text[];
    readonly if: "targeted" | "declared";
    readonly span: Span;
  };
  /** An empty selection selects every rule. */
  readonly where: WhereNode;
  readonly must: MustNode;
  readonly error: Text;
  readonly severity: "error" | "warning";
  /** What it is when an invariant cannot be proved. */
  readonly unproved: "error" | "warning";
  readonly span: Span;
}

export interface WhereNode {
  readonly id?: Text;
  readonly effect?: Text<Effect>;
  readonly scope?: GovernanceScopeNode;
  readonly mode?: Text<"enforce" | "audit">;
  /** A rule is selected when it has all of them. */
  readonly tags?: readonly Text[];
  readonly when?: {
    readonly subject?: SubjectNode;
    readonly operator?: Text<OperatorName>;
    readonly span: Span;
  };
  readonly span: Span;
}

/** Exactly one of them, as in a policy's scope. */
export type GovernanceScopeNode =
  | { readonly kind: "global"; readonly span: Span }
  | { readonly kind: "action" | "actor"; readonly name: Text; readonly span: Span };

export type MustNode =
  | { readonly kind: "exists"; readonly value: boolean; readonly span: Span }
  | { readonly kind: "min_count" | "max_count"; readonly value: number; readonly span: Span }
  | { readonly kind: "forbid"; readonly span: Span }
  | { readonly kind: "allowed_fields"; readonly fields: readonly Text[]; readonly span: Span }
  | { readonly kind: "required_effect"; readonly effect: Effect; readonly span: Span }
  | DecideNode;

/** Absent `whenever` is always. */
export interface DecideNode {
  readonly kind: "decide";
  readonly effect: Effect;
  readonly whenever?: ConditionNode;
  readonly span: Span;
}
