import { describe, expect, it } from "vitest";
import { Places } from "../src/compiler/1-read/places.ts";
import type { Diagnostic } from "../src/diagnostics/diagnostic.ts";
import { renderDiagnostic, renderDiagnostics } from "../src/diagnostics/render.ts";
import type { Span } from "../src/diagnostics/span.ts";
import { processorTime } from "./support/time.ts";

/** The span of the first `word` in the text. */
function spanOf(text: string, word: string, path = "policy.yaml"): Span {
  const start = text.indexOf(word);
  return Places.of({ path, text }).span(start, start + word.length);
}

function diagnosticAt(span: Span, more: Partial<Diagnostic> = {}): Diagnostic {
  return { code: "unknown-key", severity: "error", message: "unknown key `efect` in a rule", span, ...more };
}

/** The frame alone, without the heading and the place. */
function frameOf(text: string, word: string, width?: number): string[] {
  const options = width === undefined ? {} : { width };
  return renderDiagnostic(diagnosticAt(spanOf(text, word)), options)
    .split("\n")
    .slice(2);
}

const POLICY = "version: 1\nrules:\n  - id: a\n    efect: block\n";

describe("a diagnostic as text", () => {
  it("has heading, place, line, underline, help and related places", () => {
    const related = [{ message: "the rule begins here", span: spanOf(POLICY, "id") }];
    const text = renderDiagnostic(
      diagnosticAt(spanOf(POLICY, "efect"), { help: "did you mean `effect`?", related }),
    );
    expect(text).toBe(
      [
        "error unknown-key: unknown key `efect` in a rule",
        "policy.yaml:4:5",
        "  4 |     efect: block",
        "    |     ^^^^^",
        "  help: did you mean `effect`?",
        "  the rule begins here:",
        "policy.yaml:3:5",
        "  3 |   - id: a",
        "    |     ^^",
      ].join("\n"),
    );
  });

  it("is two lines at most without a place", () => {
    const diagnostic: Diagnostic = {
      code: "missing-file",
      severity: "error",
      message: "there is no `schema.yaml`",
    };
    expect(renderDiagnostic(diagnostic)).toBe("error missing-file: there is no `schema.yaml`");
    expect(renderDiagnostic({ ...diagnostic, help: "one\ntwo" })).toBe(
      "error missing-file: there is no `schema.yaml`\n  help: one\n        two",
    );
  });

  it("is coloured only by a palette", () => {
    const palette = {
      error: (text: string) => `<e>${text}</e>`,
      place: (text: string) => `<p>${text}</p>`,
      help: (text: string) => `<h>${text}</h>`,
    };
    const text = renderDiagnostic(diagnosticAt(spanOf(POLICY, "efect"), { help: "x" }), { palette });
    expect(text.split("\n")).toEqual([
      "<e>error unknown-key</e>: unknown key `efect` in a rule",
      "<p>policy.yaml:4:5</p>",
      "  4 |     efect: block",
      "    | <e>    ^^^^^</e>",
      "  <h>help</h>: x",
    ]);
  });

  it("does not repeat endless words", () => {
    const message = `unknown key \`${"x".repeat(4_000_000)}\``;
    expect(renderDiagnostic({ code: "unknown-key", severity: "error", message }).length).toBeLessThan(1100);
  });

  it("stands a blank line apart from the next, with the number of those left out", () => {
    const diagnostic: Diagnostic = { code: "missing-file", severity: "error", message: "a" };
    expect(renderDiagnostics([diagnostic, { ...diagnostic, message: "b" }], 3)).toBe(
      "error missing-file: a\n\nerror missing-file: b\n\nand 3 more",
    );
    expect(renderDiagnostics([])).toBe("");
  });
});

describe("a code frame", () => {
  it("underlines under what is shown: tabs as spaces, wide characters wide, combining ones not at all", () => {
    expect(frameOf("\tkey:\tefect", "efect")).toEqual(["  1 |     key:    efect", "    |             ^^^^^"]);
    expect(frameOf("名前: 値段 # x", "値段")).toEqual(["  1 | 名前: 値段 # x", "    |       ^^^^"]);
    expect(frameOf("e\u0301te\u0301: x", "x")).toEqual(["  1 | e\u0301te\u0301: x", "    |      ^"]);
    expect(frameOf("a: 😀 efect", "efect")).toEqual(["  1 | a: 😀 efect", "    |       ^^^^^"]);
  });

  it("shows what cannot be seen, and lets nothing through that steers a terminal", () => {
    expect(frameOf("a: \u001b[31mb", "b")).toEqual(["  1 | a: \\u{1b}[31mb", "    |              ^"]);
    expect(frameOf("a: \u202eb", "\u202e")).toEqual(["  1 | a: \\u{202e}b", "    |    ^^^^^^^^"]);
    const place = spanOf("a", "a", "\u001b]0;x\u0007.yaml");
    const text = renderDiagnostic(diagnosticAt(place, { message: "bad \u009b", help: "\u0000" }));
    expect(text).not.toMatch(/(?!\n)\p{Cc}/u);
  });

  it("marks one column where the span is empty or at a line's end", () => {
    const text = "a: 1\nb:\n";
    const at = (offset: number) =>
      renderDiagnostic(diagnosticAt(Places.of({ path: "p", text }).span(offset, offset)))
        .split("\n")
        .slice(2);
    expect(at(0)).toEqual(["  1 | a: 1", "    | ^"]);
    expect(at(4)).toEqual(["  1 | a: 1", "    |     ^"]);
    expect(at(7)).toEqual(["  2 | b:", "    |   ^"]);
    expect(at(8)).toEqual(["  3 |", "    | ^"]);
  });

  it("shows the lines of a longer span, four at most, without underlining indentation", () => {
    expect(frameOf(POLICY, "id: a\n    efect: block")).toEqual([
      "  3 |   - id: a",
      "    |     ^^^^^",
      "  4 |     efect: block",
      "    |     ^^^^^^^^^^^^",
    ]);
    const long = Array.from({ length: 9 }, (_, index) => `line ${index + 1}`).join("\n");
    expect(frameOf(long, long).filter((line) => !line.includes("^"))).toEqual([
      "  1 | line 1",
      "  2 | line 2",
      "  3 | line 3",
      "  4 | line 4",
      "    | …",
    ]);
  });

  it("has a margin as wide as the last line's number", () => {
    const text = `${"\n".repeat(8)}a: x\nb: y\n`;
    expect(frameOf(text, "x\nb: y")).toEqual(["   9 | a: x", "     |    ^", "  10 | b: y", "     | ^^^^"]);
  });

  it("leaves out a byte order mark and carriage returns", () => {
    expect(frameOf("\ufeffefect: 1\r\nb: 2\r\n", "efect: 1\r\nb")).toEqual([
      "  1 | efect: 1",
      "    | ^^^^^^^^",
      "  2 | b: 2",
      "    | ^",
    ]);
  });

  it("cuts a long line around the span", () => {
    const text = `${"a".repeat(300)} efect ${"b".repeat(300)}`;
    const [line = "", underline = ""] = frameOf(text, "efect", 60);
    expect(line).toMatch(/^ {2}1 \| …a+ efect b+…$/);
    expect(line.length).toBeLessThanOrEqual("  1 | ".length + 62);
    expect(line.slice(underline.indexOf("^"), underline.lastIndexOf("^") + 1)).toBe("efect");
  });

  it("cuts a long span at its end", () => {
    const [line = "", underline = ""] = frameOf(`x: ${"e".repeat(5000)}`, "e".repeat(5000), 60);
    expect(line).toMatch(/^ {2}1 \| x: e+…$/);
    expect(underline.trimStart()).toMatch(/^\| {4}\^+$/);
    expect(underline.length).toBe(line.length);
  });

  it("costs little for a line of megabytes", () => {
    const text = `a: ${"x".repeat(4_000_000)} efect ${"y".repeat(4_000_000)}`;
    const took = processorTime(() => {
      const [line = ""] = frameOf(text, "efect");
      expect(line).toContain("x efect y");
    });
    expect(took).toBeLessThan(1000);
  });
});
