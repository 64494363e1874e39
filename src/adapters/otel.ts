import type { DecisionObserver } from "../runtime/events.ts";
import { requireOptions } from "../runtime/options.ts";
import { Labelling, type Labels, SECONDS } from "./telemetry/labels.ts";

// `actra/otel`, for the OpenTelemetry API: each decision as a span, and in metrics.

type Attributes = Record<string, string>;

/** What is used of a `Tracer`. */
export interface SpanStarter {
  startSpan(
    name: string,
    options: { kind: number; startTime: number; attributes: Attributes },
  ): { setStatus(status: { code: number; message: string }): unknown; end(endTime: number): void };
}

/** What is used of a `Meter`. */
export interface InstrumentMaker {
  createCounter(
    name: string,
    options: { description: string; unit: string },
  ): {
    add(value: number, attributes: Attributes): void;
  };
  createHistogram(
    name: string,
    options: { description: string; unit: string; advice: { explicitBucketBoundaries: number[] } },
  ): { record(value: number, attributes: Attributes): void };
}

export interface OtelOptions {
  /** Such as `trace.getTracer("actra")`. */
  readonly tracer?: SpanStarter | undefined;
  /** Such as `metrics.getMeter("actra")`. */
  readonly meter?: InstrumentMaker | undefined;
}

/** `SpanKind.INTERNAL` and `SpanStatusCode.ERROR` of the API, which is imported for its types alone. */
const INTERNAL = 0;
const ERROR = 2;

/**
 * An observer: a span `decide <action>` for each decision or failure, a child of what is active where it falls, the counter
 * `actra.decisions` and the histogram `actra.decision.duration` in seconds. No field's value is in any of them.
 *
 * @throws TypeError for options that are none
 */
export function otelObserver(options: OtelOptions): DecisionObserver {
  requireOptions(options, { tracer: "any", meter: "any" });
  const { tracer, meter } = options;
  // What the API hands out makes these, whatever SDK is behind it.
  if (tracer !== undefined && typeof tracer?.startSpan !== "function")
    throw new TypeError("`tracer` has to be one of the OpenTelemetry API");
  if (meter !== undefined && typeof meter?.createCounter !== "function")
    throw new TypeError("`meter` has to be one of the OpenTelemetry API");
  const labelling = new Labelling();
  const counter = meter?.createCounter("actra.decisions", {
    description: "Decisions, and calls that could not be decided",
    unit: "{decision}",
  });
  const durations = meter?.createHistogram("actra.decision.duration", {
    description: "Time of resolving and deciding",
    unit: "s",
    advice: { explicitBucketBoundaries: [...SECONDS] },
  });
  return (event) => {
    const labels = labelling.of(event);
    if (labels === undefined) return;
    const { durationMs, policy_hash } = event;
    const attributes = attributesOf(labels);
    counter?.add(1, attributes);
    durations?.record(durationMs / 1000, attributes);
    const now = performance.timeOrigin + performance.now();
    const span = tracer?.startSpan(`decide ${labels.action}`, {
      kind: INTERNAL,
      startTime: now - durationMs,
      attributes: { ...attributes, "actra.policy_hash": policy_hash, "actra.decision_id": event.id },
    });
    if (labels.code !== "") span?.setStatus({ code: ERROR, message: labels.code });
    span?.end(now);
  };
}

function attributesOf({ action, mode, effect, rule, code }: Labels): Attributes {
  const attributes: Attributes = { "actra.action": action, "actra.mode": mode };
  if (code !== "") return { ...attributes, "error.type": code };
  return { ...attributes, "actra.effect": effect, ...(rule !== "" && { "actra.rule": rule }) };
}
