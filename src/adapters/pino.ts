import type { DecisionEvent, DecisionObserver } from "../runtime/events.ts";
import { lineData } from "../runtime/observers/line.ts";
import { requireOptions } from "../runtime/options.ts";

// `actra/pino`, for pino and what logs like it: an object first, then a message.

type Log = (data: object, message: string) => void;

export type LogLevel = "trace" | "debug" | "info" | "warn" | "error" | "fatal";

export type DecisionLogger = { readonly [Level in LogLevel]?: Log };

export interface PinoOptions {
  /** `info` when left out. */
  readonly allow?: LogLevel | undefined;
  /** `warn` when left out. */
  readonly block?: LogLevel | undefined;
  /** `info` when left out. */
  readonly require_approval?: LogLevel | undefined;
  /** Of calls without a decision: `error` when left out. */
  readonly failure?: LogLevel | undefined;
  /** How guarded functions ended; not logged when left out. */
  readonly outcome?: LogLevel | undefined;
}

const PINO_OPTIONS = {
  allow: "any",
  block: "any",
  require_approval: "any",
  failure: "any",
  outcome: "any",
} as const satisfies Readonly<Record<keyof PinoOptions, string>>;

const LEVELS = { allow: "info", block: "warn", require_approval: "info", failure: "error" } as const;

/**
 * An observer that logs each event under `actra`, as plain data, sensitive fields redacted.
 *
 * @throws TypeError for options that are none, or a level that the logger does not have
 */
export function pinoObserver(logger: DecisionLogger, options: PinoOptions = {}): DecisionObserver {
  requireOptions(options, PINO_OPTIONS);
  const given = Object.entries(options).filter(([, level]) => level !== undefined);
  const levels: PinoOptions = { ...LEVELS, ...Object.fromEntries(given) };
  for (const level of Object.values(levels))
    if (typeof logger[level as LogLevel] !== "function")
      throw new TypeError(`the logger has no level \`${level}\``);
  return (event) => {
    const level = levels[kindOf(event)];
    if (level !== undefined) logger[level]?.({ actra: lineData(event) }, messageOf(event));
  };
}

function kindOf({ decision, outcome }: DecisionEvent): keyof PinoOptions {
  if (outcome !== undefined) return "outcome";
  return decision === undefined ? "failure" : decision.effect;
}

/** Of fixed words, so that logs can be grouped by it. */
function messageOf(event: DecisionEvent): string {
  const kind = kindOf(event);
  return kind === "outcome"
    ? "guarded function ended"
    : kind === "failure"
      ? "not decided"
      : `decided: ${kind}`;
}
