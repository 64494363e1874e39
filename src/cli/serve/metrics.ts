import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";
import type { DecisionObserver } from "../../runtime/events.ts";

// What a server has done, for Prometheus. Labels come from what the policy and this server know: no request can add one.

export interface Metrics {
  readonly observer: DecisionObserver;
  readonly answered: (path: string, status: number, seconds: number) => void;
  readonly contentType: string;
  readonly text: () => Promise<string>;
}

const BUCKETS = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 10];

export function newMetrics(): Metrics {
  const registers = [new Registry()];
  const [registry] = registers as [Registry];
  collectDefaultMetrics({ register: registry });
  const decisions = new Counter({
    name: "actra_decisions_total",
    help: "Decisions, by effect; error where there was none",
    labelNames: ["effect"],
    registers,
  });
  const deciding = new Histogram({
    name: "actra_decision_duration_seconds",
    help: "How long resolving and deciding took",
    buckets: BUCKETS,
    registers,
  });
  const requests = new Histogram({
    name: "actra_http_request_duration_seconds",
    help: "How long requests took, by path and status",
    labelNames: ["path", "status"],
    buckets: BUCKETS,
    registers,
  });
  return {
    observer: ({ decision, durationMs }) => {
      decisions.inc({ effect: decision?.effect ?? "error" });
      deciding.observe(durationMs / 1000);
    },
    answered: (path, status, seconds) => requests.observe({ path, status }, seconds),
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}
