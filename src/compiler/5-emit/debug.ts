import type { Source, Span } from "../../diagnostics/span.ts";
import { ipText } from "../../language/ip.ts";
import type { Atom, Cidr, Condition, Operand, Rule, Scalar, Term } from "../../language/model.ts";
import { isComputed, pathText, placeText } from "../../language/model.ts";
import type { OperandType } from "../../language/types.ts";
import type {
  DebugCondition,
  DebugInformation,
  DebugOperand,
  DebugRule,
  DebugTerm,
  Place,
} from "../../program/program.ts";
import type { LoweredRule } from "../4-lower/lower.ts";
import { scopeAtom } from "../4-lower/lower.ts";
import type { Block } from "./block.ts";

// What explanations need: the conditions as written, and where they stand.

export function emitDebug(rules: readonly LoweredRule[], blocks: readonly Block[]): DebugInformation {
  const files = new Files();
  const written = rules.map(({ rule }, i) => debugRule(rule, { files, placesOf: blocks[i]!.placesOf }));
  return { rules: written, files: files.paths };
}

interface Scene {
  readonly files: Files;
  readonly placesOf: Block["placesOf"];
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

function debugRule(rule: Rule, scene: Scene): DebugRule {
  const written = debugCondition(rule.when, scene);
  const scope = scopeAtom(rule);
  const place = scene.files.place(rule.idSpan);
  const condition = scope === undefined ? written : withScope(debugAtom(scope, scene), written, place);
  const { description } = rule;
  return description === undefined ? { place, condition } : { place, description, condition };
}

/** The actor scope's atom first, as the block tests it. */
function withScope(scope: DebugCondition, written: DebugCondition, place: Place): DebugCondition {
  return written.kind === "always" ? scope : { kind: "all", place, conditions: [scope, written] };
}

function debugCondition(condition: Condition, scene: Scene): DebugCondition {
  switch (condition.kind) {
    case "always":
      return { kind: "always" };
    case "atom":
      return debugAtom(condition, scene);
    case "any_item":
    case "all_items":
      return {
        kind: condition.kind,
        place: scene.files.place(condition.span),
        list: pathText(condition.list),
        condition: debugCondition(condition.where, scene),
      };
    case "not":
      return {
        kind: "not",
        place: scene.files.place(condition.span),
        condition: debugCondition(condition.condition, scene),
      };
    case "named":
      return {
        kind: "named",
        name: condition.name,
        place: scene.files.place(condition.span),
        condition: debugCondition(condition.condition, scene),
      };
    default:
      return {
        kind: condition.kind,
        place: scene.files.place(condition.span),
        conditions: condition.conditions.map((part) => debugCondition(part, scene)),
      };
  }
}

function debugAtom(atom: Atom, scene: Scene): DebugCondition {
  const { left } = atom;
  return {
    kind: "atom",
    place: scene.files.place(atom.span),
    operator: atom.operator,
    left: isComputed(left) ? debugTerm(left.term, scene) : placeText(left),
    right: debugOperand(atom.right, left.type, scene),
  };
}

function debugOperand(operand: Operand, left: OperandType, scene: Scene): DebugOperand {
  switch (operand.kind) {
    case "field":
      return { field: placeText(operand.field) };
    case "expression":
      return { term: debugTerm(operand.term, scene) };
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

function debugTerm(term: Term, scene: Scene): DebugTerm {
  const { text, type, constant } = term;
  const at = scene.placesOf.get(term);
  return {
    text,
    type,
    ...(at !== undefined && { at }),
    ...(constant !== undefined && { value: constant }),
    parts: partsOf(term, scene),
  };
}

function partsOf(term: Term, scene: Scene): DebugOperand[] {
  switch (term.kind) {
    case "literal":
      return [];
    case "field":
    case "size":
      return [{ field: placeText(term.field) }];
    case "negative":
    case "part":
      return [debugPart(term.operand, scene)];
    case "chain":
      return [term.first, ...term.rest.map(({ operand }) => operand)].map((operand) =>
        debugPart(operand, scene),
      );
  }
}

function debugPart(term: Term, scene: Scene): DebugOperand {
  if (term.kind === "field") return { field: placeText(term.field) };
  if (term.kind !== "literal") return { term: debugTerm(term, scene) };
  return { literal: asWritten(term.constant, { kind: "scalar", scalar: term.type }) };
}

function asWritten(value: Scalar, { scalar }: OperandType): Scalar {
  if (scalar === "ip" && typeof value === "string") return ipText(value);
  if (typeof value !== "number") return value;
  if (scalar === "duration") return `${value / 1000}s`;
  return scalar === "datetime" ? new Date(value).toISOString() : value;
}

function cidrText({ address, prefix, family }: Cidr): string {
  return `${ipText(address)}/${family === 4 ? prefix - 96 : prefix}`;
}
