/**
 * What `expression: "…"` computes (language.md §4; docs/semantics.md, points 41 to 46): the text as a tree, the paths in it,
 * and its value. Doubles throughout; what has no result, or leaves its range, is a fault.
 */
import { instantOf } from "./datetime.ts";
import type { Scalar, Value } from "./value.ts";

export type Term =
  | { is: "literal"; quantity: Quantity }
  | { is: "path"; path: string }
  | { is: "minus"; of: Term }
  | { is: "binary"; operator: string; left: Term; right: Term }
  | { is: "size"; of: Term }
  | { is: "part"; part: string; of: Term; offset: string };

/** A value and what it is of; `other` for all that nothing is computed with. */
export interface Quantity {
  kind: "number" | "integer" | "datetime" | "duration" | "other";
  value: Value;
}

const token = /\s*(?:([A-Za-z_][\w.]*)|(\d+(?:\.\d+)?(?:e[+-]?\d+)?|\.\d+)|"((?:[^"\\]|\\.)*)"|(.))/gy;

export function parseTerm(text: string): Term {
  const reader = new TermReader(
    [...text.matchAll(token)].map(([all, ...parts]) => ({ all: all.trim(), parts })),
  );
  return reader.sum();
}

class TermReader {
  private at = 0;

  constructor(private readonly tokens: { all: string; parts: (string | undefined)[] }[]) {}

  sum(): Term {
    return this.leftToRight(["+", "-"], () => this.leftToRight(["*", "/", "%"], () => this.signed()));
  }

  private leftToRight(operators: string[], operand: () => Term): Term {
    let left = operand();
    while (operators.includes(this.next())) {
      const operator = this.take().all;
      left = { is: "binary", operator, left, right: operand() };
    }
    return left;
  }

  private signed(): Term {
    if (this.next() !== "-") return this.called(this.primary());
    this.take();
    return { is: "minus", of: this.signed() };
  }

  private primary(): Term {
    const { all, parts } = this.take();
    const [name, number] = parts;
    if (number !== undefined) return { is: "literal", quantity: quantityOf(Number(number)) };
    if (all === "(") return this.until(")", this.sum());
    if (this.next() !== "(") return { is: "path", path: name! };
    this.take();
    if (name === "size") return { is: "size", of: this.until(")", this.sum()) };
    const method = /^(.*)\.(size|get\w+)$/.exec(name!);
    if (method !== null) return this.method({ is: "path", path: method[1]! }, method[2]!);
    const text = this.until(")", this.take().parts[2]!);
    if (name === "timestamp") return literal("datetime", instantOf(text)!);
    return literal("duration", millisecondsOf(text));
  }

  /** What follows a parenthesis: `(a + b).getHours()`. */
  private called(of: Term): Term {
    if (this.next() !== ".") return of;
    this.take();
    const { all } = this.take();
    this.take();
    return this.called(this.method(of, all));
  }

  private method(of: Term, name: string): Term {
    const offset = this.next() === ")" ? "Z" : this.take().parts[2]!;
    this.take();
    return name === "size" ? { is: "size", of } : { is: "part", part: name, of, offset };
  }

  private until<T>(close: string, inner: T): T {
    if (this.take().all !== close) throw new Error(`no ${close}`);
    return inner;
  }

  private next(): string {
    return this.tokens[this.at]?.all ?? "";
  }

  private take() {
    return this.tokens[this.at++]!;
  }
}

function literal(kind: Quantity["kind"], value: number): Term {
  return { is: "literal", quantity: { kind, value } };
}

function quantityOf(value: number): Quantity {
  return { kind: Number.isSafeInteger(value) ? "integer" : "number", value };
}

const units: Record<string, number> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

function millisecondsOf(text: string): number {
  const parts = [...text.matchAll(/([\d.]+)(h|ms|m|s)/g)].map(
    ([, size, unit]) => Number(size) * units[unit!]!,
  );
  const sum = Math.round(parts.reduce((a, b) => a + b, 0));
  return text.startsWith("-") ? 0 - sum : sum;
}

export function pathsIn(term: Term): string[] {
  switch (term.is) {
    case "literal":
      return [];
    case "path":
      return [term.path];
    case "binary":
      return [...pathsIn(term.left), ...pathsIn(term.right)];
    default:
      return pathsIn(term.of);
  }
}

/** `undefined` for a fault. */
export function valueOfTerm(term: Term, look: (path: string) => Quantity): Quantity | undefined {
  switch (term.is) {
    case "literal":
      return term.quantity;
    case "path":
      return look(term.path);
    case "minus": {
      const of = valueOfTerm(term.of, look);
      return of && { ...of, value: 0 - (of.value as number) };
    }
    case "size":
      return { kind: "integer", value: sizeOf(look(pathsIn(term)[0]!).value) };
    case "part": {
      const of = valueOfTerm(term.of, look);
      return of && { kind: "integer", value: partOf(of.value as number, term.part, term.offset) };
    }
    case "binary": {
      const left = valueOfTerm(term.left, look);
      const right = valueOfTerm(term.right, look);
      return left && right && within(combined(term.operator, left, right));
    }
  }
}

function sizeOf(value: Value): number {
  return [...(value as string | Scalar[])].length;
}

function combined(operator: string, left: Quantity, right: Quantity): Quantity {
  const value = calculated(operator, left.value as number, right.value as number);
  if (left.kind === "datetime" && right.kind === "datetime") return { kind: "duration", value };
  for (const kind of ["datetime", "duration"] as const)
    if (left.kind === kind || right.kind === kind) return { kind, value };
  const exact = left.kind === "integer" && right.kind === "integer" && operator !== "/";
  return { kind: exact ? "integer" : "number", value };
}

function calculated(operator: string, left: number, right: number): number {
  if (operator === "+") return left + right;
  if (operator === "-") return left - right;
  if (operator === "*") return left * right;
  return operator === "/" ? left / right : left % right;
}

function within(result: Quantity): Quantity | undefined {
  const value = result.value as number;
  if (!Number.isFinite(value)) return undefined;
  if (result.kind === "integer" && !Number.isSafeInteger(value)) return undefined;
  return result.kind === "datetime" && Number.isNaN(new Date(value).getTime()) ? undefined : result;
}

const parts: Record<string, (local: Date) => number> = {
  getFullYear: (local) => local.getUTCFullYear(),
  getMonth: (local) => local.getUTCMonth(),
  getDayOfMonth: (local) => local.getUTCDate() - 1,
  getDate: (local) => local.getUTCDate(),
  getDayOfWeek: (local) => local.getUTCDay(),
  getDayOfYear: (local) => {
    const newYear = new Date(local);
    newYear.setUTCMonth(0, 1);
    return Math.floor(local.getTime() / 86_400_000) - Math.floor(newYear.getTime() / 86_400_000);
  },
  getHours: (local) => local.getUTCHours(),
  getMinutes: (local) => local.getUTCMinutes(),
  getSeconds: (local) => local.getUTCSeconds(),
  getMilliseconds: (local) => local.getUTCMilliseconds(),
};

function partOf(instant: number, part: string, offset: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(offset) ?? ["", "+", "0", "0"];
  const ahead = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return parts[part]!(new Date(sign === "-" ? instant - ahead : instant + ahead));
}
