import { describe, expect, it } from "vitest";
import type { DiagnosticCode } from "../src/diagnostics/catalogue.ts";
import { Reporter } from "../src/diagnostics/reporter.ts";

const source = { path: "policy", text: "a\nb\n" };

function findingAt(start: number, code: DiagnosticCode = "unknown-key", message = "m") {
  return { code, message, span: { source, start, end: start + 1, line: 1, column: start + 1 } };
}

function kept({ diagnostics, more, hasErrors }: Reporter) {
  return { kept: diagnostics.map(({ severity, span }) => `${severity} ${span?.start}`), more, hasErrors };
}

describe("a reporter", () => {
  it("has nothing at first", () => {
    expect(kept(new Reporter())).toEqual({ kept: [], more: 0, hasErrors: false });
  });

  it("takes the severity from the catalogue", () => {
    const reporter = new Reporter();
    reporter.report(findingAt(0, "blank-fields"));
    expect(kept(reporter)).toEqual({ kept: ["warning 0"], more: 0, hasErrors: false });
    reporter.report(findingAt(1));
    expect(kept(reporter)).toEqual({ kept: ["warning 0", "error 1"], more: 0, hasErrors: true });
  });

  it("leaves out warnings that are suppressed, without counting them, and no error", () => {
    const reporter = new Reporter(1, () => "off");
    for (const start of [0, 1, 2]) reporter.report(findingAt(start, "blank-fields"));
    expect(kept(reporter)).toEqual({ kept: [], more: 0, hasErrors: false });
    reporter.report(findingAt(3));
    expect(kept(reporter)).toEqual({ kept: ["error 3"], more: 0, hasErrors: true });
  });

  it("counts what is beyond its room", () => {
    const reporter = new Reporter(2);
    for (const start of [0, 1, 2, 3]) reporter.report(findingAt(start));
    expect(kept(reporter)).toEqual({ kept: ["error 0", "error 1"], more: 2, hasErrors: true });
  });

  it("gives up a warning for an error, and never an error for a warning", () => {
    const reporter = new Reporter(2);
    for (const start of [0, 1, 2]) reporter.report(findingAt(start, "blank-fields"));
    expect(kept(reporter)).toEqual({ kept: ["warning 0", "warning 1"], more: 1, hasErrors: false });
    reporter.report(findingAt(3));
    expect(kept(reporter)).toEqual({ kept: ["warning 0", "error 3"], more: 2, hasErrors: true });
    reporter.report(findingAt(4));
    reporter.report(findingAt(5));
    reporter.report(findingAt(6, "blank-fields"));
    expect(kept(reporter)).toEqual({ kept: ["error 3", "error 4"], more: 5, hasErrors: true });
  });

  it("leaves out what is off, and keeps what somebody takes for an error", () => {
    const levels = { "blank-fields": "warning", "unused-name": "error", "unused-field": "off" } as const;
    const reporter = new Reporter(2, ({ code }) => levels[code as keyof typeof levels]);
    for (const start of [0, 1]) reporter.report(findingAt(start, "blank-fields"));
    reporter.report(findingAt(2, "unused-field"));
    reporter.report(findingAt(3, "unused-name"));
    expect(kept(reporter)).toEqual({ kept: ["warning 0", "warning 3"], more: 1, hasErrors: false });
    reporter.report(findingAt(4));
    reporter.report(findingAt(5, "unused-name"));
    expect(kept(reporter)).toEqual({ kept: ["warning 3", "error 4"], more: 3, hasErrors: true });
  });

  it("knows of an error that it had no room for", () => {
    const reporter = new Reporter(0);
    reporter.report(findingAt(0));
    expect(kept(reporter)).toEqual({ kept: [], more: 1, hasErrors: true });
  });

  it("says the same thing about the same place once", () => {
    const reporter = new Reporter();
    for (const start of [0, 0, 1]) reporter.report(findingAt(start));
    reporter.report(findingAt(0, "unknown-key", "another"));
    reporter.report(findingAt(0, "wrong-kind"));
    reporter.report({ code: "missing-file", message: "m" });
    reporter.report({ code: "missing-file", message: "m" });
    expect(kept(reporter).kept).toEqual([
      "error 0",
      "error 1",
      "error 0",
      "error 0",
      "error undefined",
      "error undefined",
    ]);
  });
});
