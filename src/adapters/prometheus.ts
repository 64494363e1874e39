import type { DecisionObserver } from "../runtime/events.ts";
import { Labelling, SECONDS } from "./telemetry/labels.ts";

// `actra/prometheus`, for prom-client 15: decisions as metrics, and the endpoint that shows them.

/** What is used of a `Registry`. */
export interface PrometheusRegistry {
  metrics(): Promise<string>;
  readonly contentType: string;
}

interface MetricOptions<Registry> {
  name: string;
  help: string;
  labelNames: string[];
  registers: Registry[];
}

/** What is used of prom-client itself. */
export interface PrometheusClient<Registry> {
  readonly register: Registry;
  readonly Counter: new (options: MetricOptions<Registry>) => { inc(labels: Record<string, string>): void };
  readonly Histogram: new (
    options: MetricOptions<Registry> & { buckets: number[] },
  ) => { observe(labels: Record<string, string>, value: number): void };
}

/**
 * An observer that counts in `actra_decisions_total`, `actra_failures_total` and `actra_decision_duration_seconds`.
 *
 * @param registry the client's default one when left out; it takes these metrics once
 */
export function prometheusObserver<Registry extends PrometheusRegistry>(
  client: PrometheusClient<Registry>,
  registry: Registry = client.register,
): DecisionObserver {
  const labelling = new Labelling();
  const registers = [registry];
  const decisions = new client.Counter({
    name: "actra_decisions_total",
    help: "Decisions",
    labelNames: ["action", "effect", "rule", "mode"],
    registers,
  });
  const failures = new client.Counter({
    name: "actra_failures_total",
    help: "Calls that could not be decided",
    labelNames: ["action", "code", "mode"],
    registers,
  });
  const durations = new client.Histogram({
    name: "actra_decision_duration_seconds",
    help: "Time of resolving and deciding",
    labelNames: ["mode"],
    buckets: [...SECONDS],
    registers,
  });
  return (event) => {
    const labels = labelling.of(event);
    if (labels === undefined) return;
    const { action, effect, rule, code, mode } = labels;
    durations.observe({ mode }, event.durationMs / 1000);
    if (code === "") decisions.inc({ action, effect, rule, mode });
    else failures.inc({ action, code, mode });
  };
}

/** What a scraper asks for: text and its content type, for any server to answer with. */
export async function metricsResponse(registry: PrometheusRegistry): Promise<Response> {
  return new Response(await registry.metrics(), { headers: { "content-type": registry.contentType } });
}
