import { context, SpanStatusCode, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import {
  AggregationTemporality,
  type DataPoint,
  type Histogram,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import { otelObserver } from "actra/otel";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { payment, policyHash, SECRETS } from "./ways.ts";

const spans = new InMemorySpanExporter();
const tracer = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }).getTracer(
  "test",
);

function metering() {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 1e8 });
  const meter = new MeterProvider({ readers: [reader] }).getMeter("test");
  const read = async () => {
    await reader.forceFlush();
    return exporter.getMetrics().at(-1)!.scopeMetrics[0]!.metrics;
  };
  return { meter, read };
}

beforeAll(() => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
});
afterAll(() => context.disable());
beforeEach(() => spans.reset());

const BASE = { "actra.action": "pay", "actra.mode": "admit" };

it("a span for each decision, and none for how a function ended", async () => {
  await payment(otelObserver({ tracer })).all();
  const found = spans.getFinishedSpans();
  expect(found.map(({ name }) => name)).toEqual(new Array(5).fill("decide pay"));
  const ids = found.map(({ attributes }) => attributes["actra.decision_id"]);
  expect(new Set(ids).size).toBe(5);
  const rest = { "actra.policy_hash": policyHash, "actra.decision_id": expect.any(String) };
  expect(found.map(({ attributes }) => attributes)).toEqual([
    { ...BASE, "actra.effect": "allow", ...rest },
    { ...BASE, "actra.effect": "block", "actra.rule": "large", ...rest },
    { ...BASE, "actra.effect": "require_approval", "actra.rule": "medium", ...rest },
    { ...BASE, "error.type": "INPUT_TYPE", ...rest },
    { ...BASE, "error.type": "RESOLVER_FAILED", ...rest },
  ]);
  const { ERROR, UNSET } = SpanStatusCode;
  expect(found.map(({ status }) => status.code)).toEqual([UNSET, UNSET, UNSET, ERROR, ERROR]);
  expect(
    JSON.stringify(found.map(({ attributes, status, events }) => [attributes, status, events])),
  ).not.toMatch(SECRETS);
});

it("a span lasts as long as resolving and deciding, and ends when it is decided", async () => {
  const before = Date.now();
  const slow = () => new Promise<object>((resolve) => setTimeout(() => resolve({ fraud: false }), 50));
  await payment(otelObserver({ tracer }), { snapshot: slow }).settle(5);
  const [span] = spans.getFinishedSpans();
  const [seconds, nanoseconds] = span!.duration;
  expect(seconds).toBe(0);
  expect(nanoseconds).toBeGreaterThan(40e6);
  const start = span!.startTime[0] * 1000 + span!.startTime[1] / 1e6;
  expect(start).toBeGreaterThan(before - 20);
  expect(start).toBeLessThan(Date.now());
});

it("an audited decision says so", async () => {
  const { settle } = payment(otelObserver({ tracer }), { mode: "audit" });
  expect(await settle(2000)).toBe("paid");
  expect(spans.getFinishedSpans()[0]!.attributes).toMatchObject({
    "actra.mode": "audit",
    "actra.effect": "block",
  });
});

it("concurrent calls have their decisions below their own spans", async () => {
  const { settle } = payment(otelObserver({ tracer }));
  await Promise.all(
    Array.from({ length: 50 }, (_, i) =>
      tracer.startActiveSpan(`request ${i}`, async (span) => {
        await settle(i);
        span.end();
      }),
    ),
  );
  const all = spans.getFinishedSpans();
  const requests = new Set(
    all.filter(({ name }) => name.startsWith("request")).map((span) => span.spanContext().spanId),
  );
  const parents = all
    .filter(({ name }) => name === "decide pay")
    .map((span) => span.parentSpanContext?.spanId);
  expect(new Set(parents)).toEqual(requests);
  expect(parents).toHaveLength(50);
});

it("counts, and measures in seconds", async () => {
  const { meter, read } = metering();
  await payment(otelObserver({ meter })).all();
  const metrics = await read();
  const counter = metrics.find(({ descriptor }) => descriptor.name === "actra.decisions")!;
  expect(counter.descriptor.unit).toBe("{decision}");
  const points = counter.dataPoints as DataPoint<number>[];
  expect(
    points.map(({ value, attributes }) => [value, attributes["actra.effect"] ?? attributes["error.type"]]),
  ).toEqual([
    [1, "allow"],
    [1, "block"],
    [1, "require_approval"],
    [1, "INPUT_TYPE"],
    [1, "RESOLVER_FAILED"],
  ]);
  const durations = metrics.find(({ descriptor }) => descriptor.name === "actra.decision.duration")!;
  expect(durations.descriptor.unit).toBe("s");
  const [first] = durations.dataPoints as DataPoint<Histogram>[];
  expect(first!.value.count).toBe(1);
  expect(first!.value.sum).toBeLessThan(1);
  expect(first!.value.buckets.boundaries).toContain(0.000005);
  expect(JSON.stringify(metrics)).not.toMatch(SECRETS);
});

it("names that callers make up are a bounded number of series", async () => {
  const { meter, read } = metering();
  const { runtime } = payment(otelObserver({ meter }));
  for (let i = 0; i < 1500; i++) await runtime.checkAsync(`made up ${i}`);
  const points = (await read())[0]!.dataPoints as DataPoint<number>[];
  expect(points.length).toBeLessThanOrEqual(1001);
  expect(points.find(({ attributes }) => attributes["actra.action"] === "(other)")!.value).toBe(500);
});

it("without a tracer and a meter of an SDK it does nothing", async () => {
  const { all } = payment(otelObserver({ tracer: trace.getTracer("none") }));
  await all();
  await payment(otelObserver({})).all();
  expect(spans.getFinishedSpans()).toEqual([]);
});

it.each([
  [{ tracr: tracer }, "`tracr` is no option"],
  [{ tracer: trace }, "`tracer`"],
  [{ tracer: null }, "`tracer`"],
  [{ meter: tracer }, "`meter`"],
  [undefined, "options"],
])("takes no options that would tell nothing", (options, text) => {
  expect(() => otelObserver(options as never)).toThrow(text);
});
