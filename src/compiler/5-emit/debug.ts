import type { Source, Span } from "../../diagnostics/span.ts";
import { ipText } from "../../language/ip.ts";
import type { Atom, Cidr, Condition, FieldReference, Operand, Rule, Scalar } from "../../language/model.ts";
import { pathText, placeText } from "../../language/model.ts";
import type {
  DebugCondition,
  DebugInformation,
  DebugOperand,
  DebugRule,
  Place,
} from "../../program/program.ts";
import type { LoweredRule } from "../4-lower/lower.ts";
import { scopeAtom } from "../4-lower/lower.ts";

// What explanations need: the conditions as written, and where they stand.

export function emitDebug(rules: readonly LoweredRule[]): DebugInformation {
  const files = new Files();
  return { rules: rules.map(({ rule }) => debugRule(rule, files)), files: files.paths };
}

class Files {
  readonly paths: string[] = [];
  readonly #numbers = new Map<Source, number>();

  place(span: Span): Place {
    let number = this.#numbers.get(span.source);
    if (number === undefined) {
      number = this.paths.push(span.source.path) - 1;
      this.#numbers.set(span.source, number);
    }
    return [number, span.line, span.column];
  }
}

function debugRule(rule: Rule, files: Files): DebugRule {
  const written = debugCondition(rule.when, files);
  const scope = scopeAtom(rule);
  const place = files.place(rule.idSpan);
  return {
    place,
    ...(rule.description === undefined ? {} : { description: rule.description }),
    condition: scope === undefined ? written : withScope(debugAtom(scope, files), written, place),
  };
}

/** The actor scope's atom first, as the block tests it. */
function withScope(scope: DebugCondition, written: DebugCondition, place: Place): DebugCondition {
  return written.kind === "always" ? scope : { kind: "all", place, conditions: [scope, written] };
}

function debugCondition(condition: Condition, files: Files): DebugCondition {
  switch (condition.kind) {
    case "always":
      return { kind: "always" };
    case "atom":
      return debugAtom(condition, files);
    case "any_item":
    case "all_items":
      return {
        kind: condition.kind,
        place: files.place(condition.span),
        list: pathText(condition.list),
        condition: debugCondition(condition.where, files),
      };
    case "not":
      return {
        kind: "not",
        place: files.place(condition.span),
        condition: debugCondition(condition.condition, files),
      };
    case "named":
      return {
        kind: "named",
        name: condition.name,
        place: files.place(condition.span),
        condition: debugCondition(condition.condition, files),
      };
    default:
      return {
        kind: condition.kind,
        place: files.place(condition.span),
        conditions: condition.conditions.map((part) => debugCondition(part, files)),
      };
  }
}

function debugAtom(atom: Atom, files: Files): DebugCondition {
  return {
    kind: "atom",
    place: files.place(atom.span),
    operator: atom.operator,
    left: placeText(atom.left),
    right: debugOperand(atom.right, atom.left),
  };
}

function debugOperand(operand: Operand, left: FieldReference): DebugOperand {
  switch (operand.kind) {
    case "field":
      return { field: placeText(operand.field) };
    case "flag":
      return { literal: operand.value };
    case "pattern":
      return { literal: operand.text };
    case "cidrs":
      return { literal: operand.values.map(cidrText) };
    case "literal":
      return { literal: asWritten(operand.value, left) };
    case "literals":
      return { literal: operand.values.map((value) => asWritten(value, left)) };
  }
}

function asWritten(value: Scalar, left: FieldReference): Scalar {
  if (left.type.scalar === "ip" && typeof value === "string") return ipText(value);
  return left.type.scalar === "datetime" && typeof value === "number" ? new Date(value).toISOString() : value;
}

function cidrText({ address, prefix, family }: Cidr): string {
  return `${ipText(address)}/${family === 4 ? prefix - 96 : prefix}`;
}
