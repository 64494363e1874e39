import { oneOf } from "../diagnostics/suggest.ts";
import { LARGEST_DOCUMENT_LIMITS, LARGEST_INPUT_LIMIT } from "../language/largest-limits.ts";
import type { DocumentLimits, InputLimits } from "../language/limits.ts";
import { SEMANTICS } from "../language/settings.ts";
import { isPlain } from "./1-read/plain-object.ts";
import { DocumentMemory } from "./document-memory.ts";
import type { CompileOptions } from "./options.ts";

// Options as users of plain JavaScript may hand them in. A misspelt name, or a limit that is no number, would switch
// something off in silence; so each is a `TypeError`. Whether `asOf` is a date, a diagnostic says.

const LONGEST = 40;

type Values = Readonly<Record<string, unknown>>;

const LARGEST_INPUT_LIMITS: InputLimits = {
  stringBytes: LARGEST_INPUT_LIMIT,
  inputBytes: LARGEST_INPUT_LIMIT,
  listItems: LARGEST_INPUT_LIMIT,
  listObjects: LARGEST_INPUT_LIMIT,
};

/** How each option is looked at: gives its value, or throws. */
const OPTIONS: Readonly<Record<keyof CompileOptions, (value: unknown) => unknown>> = {
  semantics: checkedSemantics,
  asOf: (value) => value,
  limits: (value) => checkedLimits(value, "limits", LARGEST_DOCUMENT_LIMITS),
  invariants: (value) => checkedFunction(value, "invariants", "proveInvariants"),
  outcomes: (value) => checkedFunction(value, "outcomes", "exactOutcomes"),
  memory: checkedMemory,
  inputLimits: (value) => checkedLimits(value, "inputLimits", LARGEST_INPUT_LIMITS),
};

/**
 * A copy, read once. An option that is `undefined` is absent; a limit that is, is not.
 *
 * @throws TypeError on anything that is no option, or no value of its option
 */
export function checkedOptions(options: unknown): CompileOptions {
  const given = options === undefined ? {} : fieldsOf(options, "the options", Object.keys(OPTIONS));
  const checked = Object.entries(given).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, OPTIONS[name as keyof CompileOptions](value)]],
  );
  return Object.freeze(Object.fromEntries(checked));
}

function checkedFunction(value: unknown, option: string, expected: string): unknown {
  if (typeof value === "function") return value;
  throw new TypeError(
    `the option \`${option}\` is ${shown(value)}, expected \`${expected}\` of \`actra/analysis\``,
  );
}

function checkedMemory(value: unknown): unknown {
  if (DocumentMemory.is(value)) return value;
  throw new TypeError(
    `the option \`memory\` is ${shown(value)}, expected a \`DocumentMemory\` of \`actra/authoring\``,
  );
}

function checkedSemantics(value: unknown): unknown {
  if ((SEMANTICS as readonly unknown[]).includes(value)) return value;
  const word = typeof value === "string" ? value : "";
  throw new TypeError(`the option \`semantics\` is ${shown(value)}${advice(word, SEMANTICS)}`);
}

function checkedLimits(
  value: unknown,
  option: string,
  largest: DocumentLimits | InputLimits,
): Partial<DocumentLimits & InputLimits> {
  const most: Values = { ...largest };
  const limits = fieldsOf(value, `the \`${option}\` of the options`, Object.keys(most));
  for (const [name, limit] of Object.entries(limits)) {
    if (Number.isInteger(limit) && (limit as number) >= 0 && (limit as number) <= (most[name] as number))
      continue;
    throw new TypeError(
      `the option \`${option}.${name}\` is ${shown(limit)}, expected a whole number from 0 to ${most[name]}`,
    );
  }
  return Object.freeze(limits);
}

/** The own fields of a plain object, each read once, all of them known. */
function fieldsOf(value: unknown, what: string, names: readonly string[]): Values {
  const fields = ownFields(value, what);
  const unknown = Object.keys(fields).find((name) => !names.includes(name));
  if (unknown === undefined) return fields;
  throw new TypeError(`${what} have no \`${unknown.slice(0, LONGEST)}\`${advice(unknown, names)}`);
}

function ownFields(value: unknown, what: string): Values {
  try {
    if (typeof value === "object" && value !== null && isPlain(value)) return { ...value };
  } catch (cause) {
    throw new TypeError(`${what} cannot be read`, { cause });
  }
  throw new TypeError(`${what} are ${shown(value)}, expected a plain object`);
}

function advice(word: string, names: readonly string[]): string {
  const help = oneOf(word, names);
  return help === undefined ? "" : `; ${help}`;
}

/** Runs no code of the value's. */
function shown(value: unknown): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value.slice(0, LONGEST));
    case "object":
      return value === null ? "null" : "an object of another kind";
    case "function":
    case "symbol":
      return `a ${typeof value}`;
    default:
      return String(value);
  }
}
