import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { visible } from "../../diagnostics/visible.ts";
import type { TestedCase, TestReport } from "../../testing/report.ts";
import { placeData } from "./diagnostic-data.ts";

// A report in TAP 14. What belongs to a failure stands under it in YAML, each value as JSON, which is YAML.

interface Point {
  readonly isOk: boolean;
  readonly name: string;
  readonly isSkipped?: boolean;
  readonly facts?: Readonly<Record<string, unknown>>;
}

export function tap({ files, diagnostics }: TestReport): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const points = [
    ...errors.map(errorPoint),
    ...files.flatMap(({ path, tests }) =>
      tests.flatMap(({ name, cases }) => cases.map((each) => casePoint([path, name], each))),
    ),
  ];
  const lines = points.flatMap(pointLines);
  return `${["TAP version 14", `1..${points.length}`, ...lines].join("\n")}\n`;
}

function errorPoint({ code, message, help, span }: Diagnostic): Point {
  const facts = { message, severity: "fail", code, ...(help && { help }), ...(span && placeData(span)) };
  return { isOk: false, name: `${span ? `${span.source.path}: ` : ""}${message}`, facts };
}

function casePoint(names: readonly string[], tested: TestedCase): Point {
  const { label, status, place, differences, explanation } = tested;
  const name = [...names, ...(label === "" ? [] : [label])].join(" › ");
  if (status !== "failed") return { isOk: true, name, isSkipped: status === "skipped" };
  const facts = { severity: "fail", ...place, differences, ...(explanation && { explanation }) };
  return { isOk: false, name, facts };
}

function pointLines({ isOk, name, isSkipped, facts }: Point, index: number): string[] {
  const directive = isSkipped ? " # SKIP" : "";
  const head = `${isOk ? "ok" : "not ok"} ${index + 1} - ${described(name)}${directive}`;
  if (facts === undefined) return [head];
  const entries = Object.entries(facts).map(([key, value]) => `  ${key}: ${JSON.stringify(value)}`);
  return [head, "  ---", ...entries, "  ..."];
}

/** A `#` would begin a directive. */
function described(name: string): string {
  return visible(name).replaceAll("\\", "\\\\").replaceAll("#", "\\#");
}
