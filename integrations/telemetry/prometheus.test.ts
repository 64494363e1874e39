import { serve } from "@hono/node-server";
import { metricsResponse, prometheusObserver } from "actra/prometheus";
import { Hono } from "hono";
import client from "prom-client";
import { expect, it, vi } from "vitest";
import { listening } from "../listening.ts";
import { payment, SECRETS } from "./ways.ts";

function lines(text: string, name: string): string[] {
  return text.split("\n").filter((line) => line.startsWith(name));
}

it("counts decisions and failures, and shows them at an endpoint", async () => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  const registry = new client.Registry();
  const observer = prometheusObserver(client, registry);
  await payment(observer).all();
  await payment(observer, { mode: "audit" }).settle(2000);
  const app = new Hono().get("/metrics", () => metricsResponse(registry));
  const { url, close } = await listening(serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }));
  const response = await fetch(`${url}/metrics`);
  const text = await response.text();
  await close();
  expect(response.headers.get("content-type")).toBe(registry.contentType);
  expect(lines(text, "actra_decisions_total")).toEqual([
    'actra_decisions_total{action="pay",effect="allow",rule="",mode="admit"} 1',
    'actra_decisions_total{action="pay",effect="block",rule="large",mode="admit"} 1',
    'actra_decisions_total{action="pay",effect="require_approval",rule="medium",mode="admit"} 1',
    'actra_decisions_total{action="pay",effect="block",rule="large",mode="audit"} 1',
  ]);
  expect(lines(text, "actra_failures_total")).toEqual([
    'actra_failures_total{action="pay",code="INPUT_TYPE",mode="admit"} 1',
    'actra_failures_total{action="pay",code="RESOLVER_FAILED",mode="admit"} 1',
  ]);
  expect(lines(text, "actra_decision_duration_seconds_count")).toEqual([
    'actra_decision_duration_seconds_count{mode="admit"} 5',
    'actra_decision_duration_seconds_count{mode="audit"} 1',
  ]);
  expect(text).not.toMatch(SECRETS);
});

it("counts in the client's own registry when there is no other, from many calls at once", async () => {
  const { settle } = payment(prometheusObserver(client));
  await Promise.all(Array.from({ length: 200 }, (_, i) => settle(i % 2 === 0 ? 5 : 2000)));
  const text = await client.register.metrics();
  expect(lines(text, "actra_decisions_total").map((line) => line.split(" ").at(-1))).toEqual(["100", "100"]);
});
