/**
 * Atoms that compute: on their left, on their right, or on both. What is always the same is no operand but a literal, so
 * that no fault shows before there is an input.
 */
import type { AtomDocument, Literal, Subject } from "../reference/documents.ts";
import { findPlace, subjectOf } from "./atoms.ts";
import type { Kind } from "./draft.ts";
import { type Plain, sizeOf } from "./pools.ts";
import type { Workshop } from "./workshop.ts";

type Computed = "number" | "datetime" | "duration";

const durations = ["1h30m", "24h", "-90s", "0s", "250ms", "876000h", "1ms", "1.5h"];
const offsets = ["", '"Z"', '"UTC"', '"+05:30"', '"-23:59"', '"+00:00"'];
const parts = [
  "FullYear",
  "Month",
  "DayOfMonth",
  "Date",
  "DayOfWeek",
  "DayOfYear",
  "Hours",
  "Minutes",
  "Seconds",
  "Milliseconds",
];
const orders = ["greater_than", "less_than", "greater_than_or_equals", "less_than_or_equals"];

export function makeComputedAtom(shop: Workshop, actions: string[]): AtomDocument | undefined {
  const { random } = shop;
  const terms = new Terms(shop, actions);
  const kind = random.weighted<Computed>([
    [6, "number"],
    [2, "datetime"],
    [2, "duration"],
  ]);
  const left = terms.computed(kind, random.between(0, 2));
  if (left === undefined) return undefined;
  const operator = random.pick(["equals", "not_equals", ...orders, ...orders]);
  const right = random.chance(0.4) ? terms.computed(kind, random.between(0, 2)) : undefined;
  if (right !== undefined) return { subject: { expression: left }, operator, value: { expression: right } };
  const subject = { expression: left };
  if (kind === "duration") return { subject, operator, value: { expression: terms.literal(kind) } };
  const place = terms.path(kind);
  if (place !== undefined && random.chance(0.3))
    return { subject: place, operator, value: { expression: left } };
  return { subject, ...random.pick([listed, between, compared])(shop, operator, kind) };
}

function compared(shop: Workshop, operator: string, kind: "number" | "datetime") {
  return { operator, value: { literal: shop.random.pick(poolOf(shop, kind)) as Literal } };
}

function listed(shop: Workshop, _: string, kind: "number" | "datetime") {
  const { random } = shop;
  const literal = random.times(random.between(1, 4), () => random.pick(poolOf(shop, kind)));
  return { operator: random.pick(["in", "not_in"]), value: { literal } };
}

function between(shop: Workshop, _: string, kind: "number" | "datetime") {
  const pool = poolOf(shop, kind);
  const literal = [shop.random.pick(pool), shop.random.pick(pool)].sort((a, b) => sizeOf(a) - sizeOf(b));
  return { operator: "between", value: { literal } };
}

function poolOf({ pools }: Workshop, kind: "number" | "datetime"): Plain[] {
  return kind === "number" ? [...pools.number, ...pools.integer] : pools.datetime;
}

class Terms {
  constructor(
    private readonly shop: Workshop,
    private readonly actions: string[],
  ) {}

  /** Never a path or a literal alone; `undefined` where the schema has no fields for it. */
  computed(kind: Computed, depth: number): string | undefined {
    for (let attempt = 0; attempt < 4; attempt++) {
      const term =
        kind === "number"
          ? this.number(depth)
          : kind === "datetime"
            ? this.datetime(depth)
            : this.duration(depth);
      if (term !== undefined) return term;
    }
    return undefined;
  }

  path(kind: "number" | "datetime") {
    const base =
      kind === "datetime" ? kind : this.shop.random.pick(["number", "integer", "integer"] as const);
    return this.place({ base, list: false });
  }

  literal(kind: Computed): string {
    const { random } = this.shop;
    if (kind === "duration") return `duration("${random.pick(durations)}")`;
    const value = random.pick(poolOf(this.shop, kind));
    return kind === "datetime" ? `timestamp("${value}")` : `${value}`;
  }

  private number(depth: number): string | undefined {
    const { random } = this.shop;
    const place = this.path("number");
    const path = place && textOf(place);
    return random.pick([
      () => this.size(),
      () => this.part(depth),
      () => path && `-${path}`,
      ...["+", "-", "*", "/", "%", "+", "-", "*", "/", "%"].map(
        (sign) => () => path && this.binary(path, sign, depth),
      ),
    ])();
  }

  /** The right side of a division is no zero that is written there. */
  private binary(path: string, sign: string, depth: number): string {
    const { random } = this.shop;
    const inner = depth > 0 && random.chance(0.6) ? this.number(depth - 1) : undefined;
    const left = inner === undefined || random.chance(0.5) ? path : `(${inner})`;
    const right = left === path ? (inner ?? this.operand("number")) : this.operand("number");
    const divides = (sign === "/" || sign === "%") && !/[a-z]/.test(right) && Number(right) === 0;
    return `${left} ${sign} ${divides ? path : /^[\w.]+$/.test(right) ? right : `(${right})`}`;
  }

  private operand(kind: "number" | "datetime"): string {
    const place = this.shop.random.chance(0.5) ? undefined : this.path(kind);
    return place === undefined ? this.literal(kind) : textOf(place);
  }

  private size(): string | undefined {
    const { random } = this.shop;
    const place = this.place(
      random.pick([
        { base: "string", list: false },
        { base: "integer", list: true },
        { base: "string", list: true },
      ] as const),
    );
    return place && random.pick([`size(${textOf(place)})`, `${textOf(place)}.size()`]);
  }

  private part(depth: number): string | undefined {
    const { random } = this.shop;
    const place = this.path("datetime");
    const inner = depth > 0 && random.chance(0.5) ? this.datetime(depth - 1) : undefined;
    if (place === undefined) return undefined;
    const moment = inner === undefined ? textOf(place) : `(${inner})`;
    return `${moment}.get${random.pick(parts)}(${random.pick(offsets)})`;
  }

  private datetime(depth: number): string | undefined {
    const place = this.path("datetime");
    if (place === undefined) return undefined;
    const sign = this.shop.random.pick(["+", "-"]);
    const span = depth > 0 && this.shop.random.chance(0.5) ? this.duration(depth - 1) : undefined;
    return `${textOf(place)} ${sign} ${span === undefined ? this.literal("duration") : `(${span})`}`;
  }

  private duration(depth: number): string | undefined {
    const place = this.path("datetime");
    if (place === undefined) return undefined;
    const span = `${textOf(place)} - ${this.operand("datetime")}`;
    if (depth === 0 || this.shop.random.chance(0.5)) return span;
    return `(${span}) ${this.shop.random.pick(["+", "-"])} ${this.literal("duration")}`;
  }

  private place(kind: Kind) {
    const place = findPlace(this.shop, this.actions, kind, false);
    return place && subjectOf(place);
  }
}

function textOf({ domain, field }: Subject): string {
  return `${domain}.${field}`;
}
