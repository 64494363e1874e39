import type { Expr, Expr_Call, ParsedExpr } from "@bufbuild/cel-spec/cel/expr/syntax_pb.js";
import { DATETIME_METHODS } from "../../../src/language/arithmetic.ts";
import { constantOf, listOf, written } from "./constants.ts";
import { leaveOut } from "./constructs.ts";
import {
  ARITHMETIC,
  COMPARISONS,
  CONVERSIONS,
  computedType,
  FINER,
  familyOf,
  isUnordered,
  JOINED,
  TEXT_METHODS,
  TYPES,
} from "./functions.ts";
import type { Case } from "./suite.ts";
import { Fields, type Part, type Translation, type Way } from "./translation.ts";
import { type InputValue, inputValue, type ScalarName } from "./values.ts";

// The tree of a case, from a parser of the whole of CEL, to an expression of Actra's.
//
// A constant becomes a field or, as an operand on the right, a literal; see `Way`. A boolean constant as a condition is
// always a field, as conditions have to read something. A datetime is `timestamp("…")` or a field that holds the text; a
// duration, for which there are no fields, `t - t + duration("…")` where `t` is a field.

type Side = "left" | "right";

/** What the suite says of a name that nobody declares. */
const UNDECLARED = /undeclared|unbound|unknown variable/;

export interface Translated extends Translation {
  /** Whether it could be computed without any input. */
  readonly isConstant: boolean;
}

export class Translator {
  readonly #test: Case["test"];
  readonly #way: Way;
  readonly #fields = new Fields();
  /** What macros were before they became loops, by the loop's number. */
  #macros: Readonly<Record<string, Expr>> = {};
  /** The variables of the macros around, which are the items of their lists. */
  readonly #items = new Map<string, Part>();
  #isConstant = true;

  constructor(test: Case["test"], way: Way) {
    this.#test = test;
    this.#way = way;
  }

  translate({ expr, sourceInfo }: ParsedExpr): Translated {
    this.#macros = sourceInfo?.macroCalls ?? {};
    const result = this.#part(expr!, "left");
    return { fields: this.#fields, result, isConstant: this.#isConstant };
  }

  #part(expression: Expr, side: Side): Part {
    const { exprKind } = expression;
    switch (exprKind.case) {
      case "constExpr":
        return this.#constant(constantOf(expression)!, side);
      case "identExpr":
        return this.#name(exprKind.value.name);
      case "callExpr":
        return this.#call(exprKind.value, side);
      case "listExpr":
        return this.#constant(listOf(exprKind.value.elements, "string"), side);
      case "selectExpr":
        return leaveOut("field");
      case "structExpr":
        return leaveOut(exprKind.value.messageName === "" ? "map" : "message");
      default:
        return this.#quantifier(this.#macros[`${expression.id}`]);
    }
  }

  #constant(value: InputValue, side: Side): Part {
    const isLiteral = this.#way === "literals" && side === "right";
    return { text: isLiteral ? written(value) : this.#fields.add(value), type: value.type };
  }

  #name(name: string): Part {
    this.#isConstant = false;
    const item = this.#items.get(name);
    if (item !== undefined) return item;
    if (`${this.#test.container}.${name}` in this.#test.bindings) leaveOut("field");
    const bound = this.#test.bindings[name];
    if (bound?.kind.case === "value") {
      const { value } = bound.kind;
      return this.#fields.variable(name, () => inputValue(value));
    }
    if (TYPES.includes(name)) leaveOut("type");
    return this.#expects(UNDECLARED) ? { text: `action.${name}`, type: "string" } : leaveOut("undeclared");
  }

  #call({ function: name, target, args }: Expr_Call, side: Side): Part {
    const operands = target === undefined ? args : [target, ...args];
    if (name in JOINED) return this.#joined(JOINED[name]!, operands);
    if (name in COMPARISONS) return this.#comparison(COMPARISONS[name]!, operands);
    if (name in ARITHMETIC) return this.#arithmetic(ARITHMETIC[name]!, operands, side);
    if (name === "timestamp" || name === "duration") return this.#temporal(name, operands, side);
    if (DATETIME_METHODS.includes(name)) return this.#datetimePart(name, operands);
    if (TEXT_METHODS.includes(name)) return this.#textMethod(name, operands);
    switch (name) {
      case "!_":
        return { text: `!(${this.#condition(operands[0]!)})`, type: "boolean", isCondition: true };
      case "-_":
        return this.#negative(operands[0]!);
      case "@in":
        return this.#membership(operands);
      case "size":
        return this.#size(operands[0]!);
      default:
        return this.#other(name, operands);
    }
  }

  #joined(symbol: string, operands: readonly Expr[]): Part {
    const text = operands.map((operand) => `(${this.#condition(operand)})`).join(` ${symbol} `);
    return { text, type: "boolean", isCondition: true };
  }

  #condition(expression: Expr): string {
    const { text, type } = this.#part(expression, "left");
    if (type !== "boolean") this.#mixed();
    return text;
  }

  #comparison(symbol: string, operands: readonly Expr[]): Part {
    const [left, right] = this.#sides(operands);
    const isOrder = symbol !== "==" && symbol !== "!=";
    if (isOrder && isUnordered(left) && isUnordered(right)) leaveOut("order");
    if (familyOf(left) !== familyOf(right)) this.#mixed();
    return { text: `${left.text} ${symbol} ${right.text}`, type: "boolean", isCondition: true };
  }

  #arithmetic(symbol: string, operands: readonly Expr[], side: Side): Part {
    const [left, right] = this.#sides(operands, side);
    if (symbol === "+" && left.type === "string" && right.type === "string") leaveOut("text");
    const type = computedType(left, right);
    if (type === undefined) this.#mixed();
    return { text: `(${left.text} ${symbol} ${right.text})`, type: type ?? "integer" };
  }

  #sides([left, right]: readonly Expr[], side: Side = "left"): readonly [Part, Part] {
    return [this.#value(left!, side), this.#value(right!, "right")];
  }

  /** What something is computed with or compared. */
  #value(expression: Expr, side: Side): Part {
    const part = this.#part(expression, side);
    if (part.isCondition) leaveOut("mixed");
    return part.type.endsWith("[]") ? leaveOut("list") : part;
  }

  #negative(operand: Expr): Part {
    const { text, type } = this.#value(operand, "left");
    const fits = type === "number" || type === "integer";
    if (!fits) this.#mixed();
    return { text: `-${text}`, type: fits ? type : "integer" };
  }

  #membership([item, list]: readonly Expr[]): Part {
    const left = this.#value(item!, "left");
    if (list!.exprKind.case !== "listExpr") return leaveOut(this.#part(list!, "left") && "list");
    const value = listOf(list!.exprKind.value.elements, left.type as ScalarName);
    if (familyOf(left) !== familyOf({ type: value.type.slice(0, -2) })) this.#mixed();
    const isWritten = this.#way === "literals" || left.type === "boolean";
    const text = isWritten ? written(value) : this.#fields.add(value);
    return { text: `${left.text} in ${text}`, type: "boolean", isCondition: true };
  }

  /** `[1, 2].exists(e, e > 1)`: of a list in a field. Numbers it is when there are no items. */
  #quantifier(macro: Expr | undefined): Part {
    if (macro?.exprKind.case !== "callExpr") return leaveOut("macro");
    const { function: name, target, args } = macro.exprKind.value;
    const isQuantifier = name === "exists" || name === "all";
    if (!isQuantifier || this.#items.size > 0) return leaveOut("macro");
    if (target!.exprKind.case !== "listExpr") return leaveOut(this.#part(target!, "left") && "list");
    const list = listOf(target!.exprKind.value.elements, "integer");
    const [variable, condition] = [nameOf(args[0]!), args[1]!];
    this.#items.set(variable, { text: variable, type: list.type.slice(0, -2) as ScalarName });
    const text = `${this.#fields.add(list)}.${name}(${variable}, ${this.#condition(condition)})`;
    this.#items.delete(variable);
    return { text, type: "boolean", isCondition: true };
  }

  /** Of a field alone. */
  #size(operand: Expr): Part {
    this.#isConstant = false;
    const { text, type } = this.#part(operand, "left");
    if (type !== "string" && !type.endsWith("[]")) this.#mixed();
    return { text: `size(${text})`, type: "integer" };
  }

  #textMethod(name: string, operands: readonly Expr[]): Part {
    const [left, right] = operands.map((operand) => this.#value(operand, "left")) as [Part, Part];
    const constant = constantOf(operands[1]!);
    if (left.type !== "string" || right.type !== "string") this.#mixed();
    const isWritten = constant !== undefined && (name === "matches" || this.#way === "literals");
    const text = `${left.text}.${name}(${isWritten ? written(constant) : right.text})`;
    return { text, type: "boolean", isCondition: true };
  }

  #temporal(name: "timestamp" | "duration", [operand]: readonly Expr[], side: Side): Part {
    const constant = constantOf(operand!);
    if (constant?.type !== "string") return leaveOut("conversion");
    if (FINER.test(constant.value as string)) leaveOut("nanosecond");
    const literal = `${name}(${written(constant)})`;
    const isLiteral = this.#way === "literals" && side === "right";
    if (name === "timestamp") {
      const text = isLiteral ? literal : this.#fields.add({ type: "datetime", value: constant.value });
      return { text, type: "datetime" };
    }
    if (isLiteral) return { text: literal, type: "duration" };
    const field = this.#fields.add({ type: "datetime", value: "1970-01-01T00:00:00Z" });
    return { text: `(${field} - ${field} + ${literal})`, type: "duration" };
  }

  #datetimePart(name: string, [operand, zone]: readonly Expr[]): Part {
    const { text, type } = this.#value(operand!, "left");
    if (type === "duration") leaveOut("durationPart");
    const offset = zone && constantOf(zone);
    if (/[A-Za-z]\//.test(`${offset?.value}`)) leaveOut("zone");
    return { text: `${text}.${name}(${offset ? written(offset) : ""})`, type: "integer" };
  }

  /** What is no function here is none in CEL either when an error is expected for it. */
  #other(name: string, operands: readonly Expr[]): Part {
    if (name === "_?_:_") return leaveOut("conditional");
    if (name === "_[_]") return leaveOut("index");
    if (name === "dyn" || name === "type") return leaveOut(name);
    if (CONVERSIONS.includes(name)) return leaveOut("conversion");
    if (!this.#expects(UNDECLARED)) return leaveOut("function");
    const given = operands.map((operand) => this.#value(operand, "left").text);
    return { text: `${name}(${given.join(", ")})`, type: "boolean", isCondition: true };
  }

  #expects(error: RegExp): boolean {
    const { resultMatcher } = this.#test;
    if (resultMatcher.case !== "evalError") return false;
    return resultMatcher.value.errors.some(({ message }) => error.test(message));
  }

  /** Types that do not go together: fine where an error is expected. */
  #mixed(): void {
    if (!this.#expects(/./)) leaveOut("mixed");
  }
}

function nameOf({ exprKind }: Expr): string {
  return exprKind.case === "identExpr" ? exprKind.value.name : leaveOut("macro");
}
