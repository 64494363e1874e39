/**
 * The shape of the documents as YAML or JSON would give them. The reference evaluator and the
 * generator both speak it; nothing here checks anything, for both only ever see valid documents.
 */
export type Effect = "allow" | "require_approval" | "block";
export type Domain = "action" | "actor" | "snapshot";

export interface LeafDocument {
  type: string;
  optional?: boolean;
  enum?: (string | number)[];
  minimum?: number | string;
  maximum?: number | string;
  max_length?: number;
  sensitive?: boolean;
}
export interface ObjectDocument {
  fields: FieldsDocument;
  optional?: boolean;
}
export interface ItemsDocument {
  items: { fields: FieldsDocument };
  optional?: boolean;
}
export type FieldDocument = string | LeafDocument | ObjectDocument | ItemsDocument;
export type FieldsDocument = Record<string, FieldDocument>;

export interface SchemaDocument {
  version: 1;
  actions: Record<string, { fields?: FieldsDocument }>;
  actor?: { fields?: FieldsDocument; kind?: string };
  snapshot?: { fields?: FieldsDocument };
}

/** In a quantifier's condition the domain may be `item`, without a field for an item of a list of scalars. */
export interface Subject {
  domain: Domain | "item";
  field?: string;
}
export type Literal = string | number | boolean | (string | number | boolean)[];
/** What is computed, or a path or a literal as an expression. */
export interface ExpressionDocument {
  expression: string;
}
export interface AtomDocument {
  subject: Subject | ExpressionDocument;
  operator: string;
  value?: { literal: Literal } | { subject: Subject } | ExpressionDocument;
}
export type ConditionDocument =
  | AtomDocument
  | { all: ConditionDocument[] }
  | { any: ConditionDocument[] }
  | { not: ConditionDocument }
  | { any_item: Quantified<ConditionDocument> }
  | { all_items: Quantified<ConditionDocument> };
export interface Quantified<Condition> {
  in: Subject;
  where: Condition;
}

export interface ScopeDocument {
  action?: string;
  actions?: string[];
  actor?: string;
  global?: true;
}
export interface ApprovalDocument {
  approvers: string[];
  quorum?: number;
  expires_in?: string;
}
export interface RuleDocument {
  id: string;
  scope: ScopeDocument;
  when?: true | ConditionDocument;
  effect: Effect;
  reason?: string;
  mode?: "enforce" | "audit";
  approval?: ApprovalDocument;
}
export interface SettingsDocument {
  resolution?: "strictest" | "first_match";
  default?: Effect;
  missing?: "assume_worst" | "no_match";
  unknown_action?: "reject" | "evaluate";
  semantics?: "actra-0.7";
}
export type NamedList = (string | number | boolean)[];

/** As authors may write it: parts of it by name. `names.ts` has it spelled out. */
export type WrittenCondition =
  | WrittenAtom
  | { all: WrittenCondition[] }
  | { any: WrittenCondition[] }
  | { not: WrittenCondition }
  | { any_item: Quantified<WrittenCondition> }
  | { all_items: Quantified<WrittenCondition> }
  | { condition: string };
export interface WrittenAtom extends Omit<AtomDocument, "value"> {
  value?: NonNullable<AtomDocument["value"]> | { list: string };
}
export interface WrittenRule extends Omit<RuleDocument, "when"> {
  when?: true | WrittenCondition;
}
export interface PolicyDocument extends SettingsDocument {
  version: 1;
  conditions?: Record<string, WrittenCondition>;
  lists?: Record<string, NamedList>;
  rules: WrittenRule[];
}
