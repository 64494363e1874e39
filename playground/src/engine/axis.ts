import type { ScalarField } from "../../../src/language/schema.ts";
import { isOrderedType, type SurfaceField } from "./fields.ts";
import type { Axis, AxisCell } from "./protocol.ts";

type Value = string | number | boolean;

export interface SampledAxis {
  readonly axis: Axis;
  /** For each cell what stands in the input there; `undefined` where the field is absent. */
  readonly values: readonly (Value | undefined)[];
}

/** More lines than that cannot be told apart. */
const MOST_LIMITS = 8;
const MOST_CATEGORIES = 24;
/** Samples between limits, over the whole axis. */
const SAMPLES = 84;
/** How much wider than a sample a limit is drawn. */
const LIMIT_WIDTH = 1;
/** The part of the axis for an absent field. */
const ABSENT = 0.07;

/** The values of a field to try, in a line. Between two limits there is the same room, however far apart they are. */
export function axisOf({ path, field, limits }: SurfaceField, current: unknown): SampledAxis {
  return isOrderedType(field)
    ? orderedAxis(path, field, limits, numberOf(current))
    : categories(path, field, limits, current);
}

interface Sample {
  readonly value: Value | undefined;
  readonly label: string;
  readonly width: number;
  readonly isLimit: boolean;
}

function categories(
  path: string,
  field: ScalarField,
  limits: readonly Value[],
  current: unknown,
): SampledAxis {
  const own = field.type === "boolean" ? [false, true] : (field.enum ?? othersOf(field, limits, current));
  const values = own.slice(0, MOST_CATEGORIES);
  const samples = values.map((value): Sample => ({ value, label: String(value), width: 1, isLimit: false }));
  const here = current === undefined ? values.length : values.indexOf(current as Value);
  const axis = laidOut(path, [...samples, { ...ABSENT_SAMPLE, width: samples.length * ABSENT }]);
  const { from, to } = axis.axis.cells[here] ?? {};
  return from === undefined ? axis : { ...axis, axis: { ...axis.axis, here: (from + to!) / 2 } };
}

const ABSENT_SAMPLE: Sample = { value: undefined, label: "absent", width: 1, isLimit: false };

/** Of text that may be anything: what rules speak of, what is there, and something else. */
function othersOf({ type }: ScalarField, limits: readonly Value[], current: unknown): Value[] {
  const other = type === "ip" ? "203.0.113.7" : "(other)";
  const blocks = limits.map((value) => (type === "ip" ? String(value).replace(/\/.*/, "") : value));
  const known = [...blocks, ...(typeof current === "string" ? [current] : [])];
  return [...new Set([...known, other])].filter((value) => typeof value === "string");
}

function numberOf(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  const time = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

function orderedAxis(
  path: string,
  field: ScalarField,
  limits: readonly Value[],
  current: number | undefined,
): SampledAxis {
  const marks = marksOf(
    limits.flatMap((limit) => numberOf(limit) ?? []),
    current,
  );
  const [low, high] = endsOf(field, marks, current);
  const inner = marks.filter((mark) => mark > low && mark < high);
  const knots = [low, ...inner, high];
  const each = Math.max(3, Math.floor(SAMPLES / (knots.length - 1)));
  const samples = knots.flatMap((knot, i): Sample[] => {
    const mark = sampleAt(knot, field, marks.includes(knot), LIMIT_WIDTH);
    const next = knots[i + 1];
    return next === undefined ? [mark] : [mark, ...between(knot, next, each, field, current)];
  });
  const laid = laidOut(path, [...samples, { ...ABSENT_SAMPLE, width: widthOf(samples) * ABSENT }]);
  const here = current === undefined ? laid.axis.cells.at(-1) : cellNear(laid, current, field);
  return here === undefined ? laid : { ...laid, axis: { ...laid.axis, here: (here.from + here.to) / 2 } };
}

/** Those nearest to what is there, in order. */
function marksOf(limits: readonly number[], current = 0): number[] {
  const distance = (mark: number) => Math.abs(mark - current);
  const nearest = [...new Set(limits)].sort((a, b) => distance(a) - distance(b)).slice(0, MOST_LIMITS);
  return nearest.sort((a, b) => a - b);
}

const DAY = 86_400_000;

/** Far enough to see both sides of each limit, and no further than the schema goes. */
function endsOf(
  { type, minimum, maximum }: ScalarField,
  marks: readonly number[],
  current: number | undefined,
): [number, number] {
  const all = [...marks, ...(current === undefined ? [] : [current])];
  const least = all.length > 0 ? Math.min(...all) : 0;
  const most = all.length > 0 ? Math.max(...all) : 100;
  const reach = Math.max((most - least) * 0.3, type === "datetime" ? DAY : Math.max(1, Math.abs(most) * 0.3));
  const low = type !== "datetime" && least > 0 ? 0 : tidy(least - reach, type);
  return [Math.max(low, minimum ?? -Infinity), Math.min(tidy(most + reach, type), maximum ?? Infinity)];
}

function tidy(value: number, type: string): number {
  if (type === "datetime") return Math.round(value / 60_000) * 60_000;
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.abs(value) || 1)) - 1);
  return Math.round(value / unit) * unit;
}

/** Samples strictly between two values, evenly, and what is there; of integers no more than there are. */
function between(low: number, high: number, count: number, field: ScalarField, current = low): Sample[] {
  const step = (high - low) / (count + 1);
  const values = Array.from({ length: count }, (_, i) => low + step * (i + 1));
  const whole = field.type === "number" ? values : values.map(Math.round);
  const unique = [...new Set([...whole, current])].filter((value) => value > low && value < high);
  unique.sort((a, b) => a - b);
  return unique.map((value) => sampleAt(value, field, false, count / unique.length));
}

function sampleAt(value: number, field: ScalarField, isLimit: boolean, width: number): Sample {
  if (field.type !== "datetime") return { value, label: labelOf(value), width, isLimit };
  const text = new Date(value).toISOString();
  return { value: text, label: text.replace(/:00\.000Z$|\.\d+Z$/, "Z"), width, isLimit };
}

function labelOf(value: number): string {
  return new Intl.NumberFormat("en", { maximumFractionDigits: 4 }).format(value);
}

function cellNear({ axis, values }: SampledAxis, current: number, field: ScalarField): AxisCell | undefined {
  const distances = values.map((value) => Math.abs((numberOf(value) ?? Number.NaN) - current));
  const nearest = distances.reduce((best, d, i) => (d < (distances[best] ?? Infinity) ? i : best), 0);
  const isInside = field.type !== "boolean" && distances[nearest] !== undefined;
  return isInside ? axis.cells[nearest] : undefined;
}

function widthOf(samples: readonly Sample[]): number {
  return samples.reduce((sum, { width }) => sum + width, 0);
}

function laidOut(field: string, samples: readonly Sample[]): SampledAxis {
  const all = widthOf(samples);
  let at = 0;
  const cells = samples.map(({ label, width, isLimit }): AxisCell => {
    const from = at / all;
    at += width;
    return { from, to: at / all, label, isLimit };
  });
  return { axis: { field, cells }, values: samples.map(({ value }) => value) };
}
