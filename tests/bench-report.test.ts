/** What the bench makes of its results, and that the README says what the committed ones do. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readPage } from "./support/pages/pages.ts";

const at = (file: string) => new URL(`../bench/${file}`, import.meta.url);
const { figureOf, duration } = await import(at("render/figures.mjs").href);
const { barRows } = await import(at("render/bars.mjs").href);
const { report } = await import(at("render/report.mjs").href);
const { placed, readmeSection, sectionIn } = await import(at("render/readme.mjs").href);
const { groups } = await import(at("plan.mjs").href);

interface Job {
  readonly measure: string;
  readonly engine?: string;
  readonly workload?: string;
  readonly size?: number;
  readonly rounds: Readonly<Record<"quick" | "normal" | "full", number>>;
}

const allJobs: (Job & { readonly group: string })[] = groups.flatMap(
  ({ id, jobs }: { id: string; jobs: Job[] }) => jobs.map((job) => ({ ...job, group: id })),
);

/** The figures of one measure, as the files of measures/ name them. */
const FIGURES: Readonly<Record<string, readonly string[]>> = {
  decide: ["nanoseconds"],
  compile: ["first", "total", "yaml", "beyond"],
  "compile-memory": ["megabytes"],
  workers: ["actra", "byHand", "ratio"],
  load: ["first", "again"],
  "first-decision": ["milliseconds"],
  "policies-memory": ["heap", "process"],
  allocation: ["bytes", "collections"],
  "changing-sizes": ["megabytes"],
};

/** A run in which everything took so long. */
function resultsOf(kind: "normal" | "full", samples: readonly number[]) {
  return allJobs
    .filter(({ rounds }) => rounds[kind] > 0)
    .map((job) => ({
      ...job,
      name: job.engine,
      samples: Object.fromEntries(FIGURES[job.measure]!.map((figure) => [figure, samples])),
    }));
}

const run = {
  title: "a run",
  date: "2026-01-02",
  minutes: 1,
  isCut: false,
  machine: "a machine",
  cores: 2,
  memory: "8 GB",
  load: "1.0",
  runtime: "Node",
  commit: "none",
};

describe("a plan of the bench", () => {
  it("names engines and measures that are there", () => {
    const there = (folder: string) => readdirSync(at(folder));
    const files = (names: (string | undefined)[]) => new Set(names.flatMap((name) => name ?? []));
    for (const engine of files(allJobs.map((job) => job.engine)))
      expect(there("engines")).toContain(`${engine}.mjs`);
    for (const measure of files(allJobs.map((job) => job.measure)))
      expect(there("measures")).toContain(`${measure}.mjs`);
  });

  it("has no engine that it leaves out altogether", () => {
    const used = new Set(allJobs.map(({ engine }) => `${engine}.mjs`));
    const files = readdirSync(at("engines")).filter((file) => file.endsWith(".mjs"));
    expect(files.filter((file) => !used.has(file))).toEqual([]);
  });
});

describe("a report", () => {
  const results = resultsOf("full", [3, 1, 2]);

  it("takes the middle sample", () => {
    expect(figureOf(results, { group: "w1", engine: "actra" })).toBe(2);
    expect(figureOf(results, { group: "w1", engine: "nobody" })).toBeUndefined();
    expect([12.34, 1234, 1_234_567].map(duration)).toEqual(["12.3 ns", "1.23 µs", "1.23 ms"]);
  });

  it("has a table for every group, and every bar", () => {
    const text = report({ run, results });
    for (const { title } of groups) expect(text).toContain(`## ${title}\n\n`);
    expect(text).not.toMatch(/undefined|NaN/);
    expect(barRows(results).length).toBe(26);
  });

  it("says which bar is not reached", () => {
    const row = (samples: readonly number[]) =>
      report({ run, results: resultsOf("full", samples) })
        .split("\n")
        .find((line: string) => line.startsWith("| W1, ns "));
    expect(row([90])).toMatch(/ yes \|$/);
    expect(row([91])).toMatch(/\*\*no\*\* \|$/);
  });

  it("says what was not run, and why", () => {
    const some = results.map((result) =>
      result.engine === "cedar-wasm" ? { ...result, samples: {}, notRun: "it rained" } : result,
    );
    const text = report({ run, results: some });
    expect(text).toContain("- cedar-wasm in w3-limits, 100: it rained");
    expect(text).not.toMatch(/undefined|NaN/);
  });
});

describe("the README's figures", () => {
  it("are six, of a normal run and of a full one", () => {
    for (const kind of ["normal", "full"] as const) {
      const section = readmeSection({ run, results: resultsOf(kind, [1]) });
      expect(section).not.toMatch(/undefined|NaN/);
      expect(section.match(/^\| /gm)).toHaveLength(2 + 6);
    }
  });

  it("leave out an engine that did not come to an end", () => {
    const results = resultsOf("full", [1]).filter(({ engine }) => engine !== "cedar-wasm");
    const section = readmeSection({ run, results });
    expect(section).not.toMatch(/undefined|NaN|cedar/);
    expect(section).toContain("CASL 1 ns");
  });

  it("stand in their place, and nowhere else", () => {
    const section = readmeSection({ run, results: resultsOf("full", [1]) });
    const written = placed(readPage("README.md"), section);
    expect(sectionIn(written)).toBe(section);
    expect(placed(written, sectionIn(readPage("README.md")))).toBe(readPage("README.md"));
    expect(() => placed("nothing", section)).toThrow("README.md has no place");
  });

  // The committed report is of the time before results were kept as data; the next `npm run bench:full` writes both.
  const results = at("report/results.json");
  it.skipIf(!existsSync(results))("are those of the committed results, as is the report", () => {
    const all = JSON.parse(readFileSync(results, "utf8"));
    expect(sectionIn(readPage("README.md"))).toBe(readmeSection(all));
    expect(readPage("bench/report/report.md")).toBe(report(all));
    expect(existsSync(at("report/w3.svg"))).toBe(true);
  });
});
