import type { TestReport } from "../../testing/report.ts";
import { diagnosticData } from "./diagnostic-data.ts";

/** A report of tests as wire data. */
export function reportData({ diagnostics, ...report }: TestReport): object {
  return { ...report, diagnostics: diagnostics.map(diagnosticData) };
}
