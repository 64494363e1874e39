import type { ActraError } from "../../errors.ts";
import type { DecisionEvent } from "../events.ts";

// An event → one line of JSON, whatever values are in it. Each value keeps what JSON can hold of it; what JSON cannot hold
// becomes a text that no field of its type would take, and never an absent field or `null`: those decide differently.

/** What a line says of an error, by its name there. Nothing else that may hang on an error comes into a log. */
const ERROR_PROPERTIES = {
  name: "name",
  code: "code",
  message: "message",
  path: "path",
  expected: "expected",
  received: "received",
  resolver: "resolver",
  offset: "offset",
  matched_rule: "matchedRule",
  refusal: "refusal",
} as const;

/** Deeper than any schema goes. */
const DEEPEST = 32;

/** Without the line's end. */
export function lineOf(event: DecisionEvent): string {
  return JSON.stringify(lineData(event)).replace(LINE_ENDS, escaped);
}

/** Plain data, of which nothing is the event's own. */
export function lineData(event: DecisionEvent): object {
  const { id, action, decision, error, context, mode, policy_hash, timestamp, durationMs, outcome } = event;
  const ending = error === undefined ? { decision } : { error: errorData(error) };
  const line = { id, action, ...ending, context, mode, policy_hash, timestamp, durationMs, outcome };
  return jsonOf(line, []) as object;
}

function errorData(error: ActraError): object {
  const said = Object.entries(ERROR_PROPERTIES).map(([name, property]) => [
    name,
    (error as unknown as Record<string, unknown>)[property],
  ]);
  return Object.fromEntries([...said, ["cause", causeName(error)]]);
}

/** The cause is the application's: its message may hold anything. */
function causeName({ cause }: ActraError): string | undefined {
  try {
    return cause instanceof Error ? String(cause.name) : undefined;
  } catch {
    return undefined;
  }
}

/** JSON leaves them as they are, and some readers of lines end a line there. */
const LINE_ENDS = /[\u0085\u2028\u2029]/g;

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** @param above the objects that it is within */
function jsonOf(value: unknown, above: object[]): unknown {
  switch (typeof value) {
    case "number":
      return Number.isFinite(value) ? value : String(value);
    case "bigint":
      return numberOf(value);
    case "object":
      return value === null ? null : jsonOfObject(value, above);
    case "symbol":
    case "function":
      return `[${typeof value}]`;
    default:
      return value;
  }
}

/** Digits where a number would lose some; to write out a huge one takes longer than a log may. */
function numberOf(value: bigint): unknown {
  if (BigInt.asIntN(54, value) === value) return Number(value);
  return BigInt.asIntN(128, value) === value ? String(value) : "[bigint]";
}

function jsonOfObject(value: object, above: object[]): unknown {
  if (above.includes(value)) return "[cyclic]";
  if (above.length === DEEPEST) return "[object]";
  above.push(value);
  try {
    if (isDate(value)) return dateText(value);
    if (Array.isArray(value)) return Array.from(value, (item) => jsonOf(item, above));
    return jsonOfRecord(value as Record<string, unknown>, above);
  } catch {
    return "[unreadable]";
  } finally {
    above.pop();
  }
}

/** Of any realm. What only says that it is one cannot be read as one. To try it out on every object would be slow. */
function isDate(value: object): value is Date {
  return Object.prototype.toString.call(value) === "[object Date]";
}

/** Not by its own `toISOString` or `toJSON`, which may be anybody's. */
function dateText(date: Date): string {
  const isValid = !Number.isNaN(Date.prototype.getTime.call(date));
  return isValid ? Date.prototype.toISOString.call(date) : "[invalid date]";
}

function jsonOfRecord(value: Record<string, unknown>, above: object[]): object {
  // Defines its properties, so that a key `__proto__` is one like any other.
  return Object.fromEntries(Object.keys(value).map((key) => [key, jsonOf(value[key], above)]));
}
