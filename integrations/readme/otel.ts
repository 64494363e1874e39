import { metrics, trace } from "@opentelemetry/api";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import { decideBoth, makeRuntime } from "./given.ts";

const spans = new InMemorySpanExporter();
trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }));

export { metrics, trace };
export const runtime = makeRuntime();

export async function works() {
  await decideBoth(runtime);
  const effects = spans.getFinishedSpans().map(({ attributes }) => attributes["actra.effect"]);
  trace.disable();
  return { allowed: effects.includes("allow"), stopped: effects.includes("block") };
}
