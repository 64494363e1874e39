import { Kind } from "../../../assembly/shared/layout.ts";
import { Opcode } from "../../../assembly/shared/opcode.ts";
import type { Operand } from "../../language/model.ts";
import type { OperatorName } from "../../language/operators.ts";
import type { OperandScalar } from "../../language/types.ts";
import type { Test } from "../4-lower/lower.ts";

// Which instruction a test becomes. Orders have one instruction for two operators (`<` is the negation of `≥`, which
// missing operands do not notice), and membership in a field is that field containing the value.

export interface Selection {
  readonly op: Opcode;
  readonly kind: Kind;
  readonly negate: boolean;
  /** The operands change sides. */
  readonly swap: boolean;
  /** The strings on both sides are compared by their bytes. */
  readonly text: boolean;
}

type Select = (type: OperandScalar, right: Operand, list: boolean) => Partial<Selection> & { op: Opcode };

const ordered =
  (op: Opcode, negate: boolean): Select =>
  () => ({ op, negate });

const text =
  (op: Opcode): Select =>
  () => ({ op, text: true });

const flagged =
  (op: Opcode): Select =>
  (_type, right) => ({ op, negate: right.kind === "flag" && !right.value });

const listed =
  (op: Opcode): Select =>
  (type, right) => ({ op, ...itemKind(type, right) });

const SELECT: Readonly<Partial<Record<OperatorName, Select>>> = {
  equals: (type, right) => ({ op: equality(type, right), text: type === "string" && right.kind === "field" }),
  equals_ignoring_case: text(Opcode.EqualsFolded),
  in_ignoring_case: () => ({ op: Opcode.In, kind: Kind.Folded, text: true }),
  greater_than: ordered(Opcode.Greater, false),
  greater_than_or_equals: ordered(Opcode.GreaterOrEquals, false),
  less_than: ordered(Opcode.GreaterOrEquals, true),
  less_than_or_equals: ordered(Opcode.Greater, true),
  between: () => ({ op: Opcode.Between }),
  in: (type, right) =>
    right.kind === "field"
      ? { op: Opcode.ListContains, swap: true, ...itemKind(type, right) }
      : { op: Opcode.In, ...itemKind(type, right) },
  contains: (type, right, list) =>
    list ? { op: Opcode.ListContains, ...itemKind(type, right) } : { op: Opcode.TextContains, text: true },
  contains_any: listed(Opcode.ListContainsAny),
  contains_all: listed(Opcode.ListContainsAll),
  starts_with: text(Opcode.TextStartsWith),
  ends_with: text(Opcode.TextEndsWith),
  like: text(Opcode.TextMatches),
  matches: text(Opcode.TextMatches),
  in_cidr: () => ({ op: Opcode.InCidr }),
  is_empty: (type, right, list) => ({
    ...flagged(list ? Opcode.ListIsEmpty : Opcode.TextIsEmpty)(type, right, list),
    text: !list,
  }),
  exists: flagged(Opcode.Exists),
};

function equality(type: OperandScalar, right: Operand): Opcode {
  if (type === "ip") return Opcode.EqualsIp;
  return type === "string" && right.kind === "field" ? Opcode.EqualsText : Opcode.Equals;
}

/** Strings meet literals by handle, which is a number, and other fields by their bytes. */
function itemKind(type: OperandScalar, right: Operand): Pick<Selection, "kind" | "text"> {
  if (type === "ip") return { kind: Kind.Ip, text: false };
  const text = type === "string" && right.kind === "field";
  return { kind: text ? Kind.Text : Kind.Number, text };
}

export function select({ atom, negate }: Test): Selection {
  const { type } = atom.left;
  const row = SELECT[atom.operator];
  if (row === undefined) throw new Error(`no instruction for operator ${atom.operator}`);
  const chosen = row(type.scalar ?? "boolean", atom.right, type.kind === "list" || type.kind === "items");
  const { op, kind = Kind.Number, swap = false, text = false } = chosen;
  return { op, kind, swap, text, negate: (chosen.negate ?? false) !== negate };
}
