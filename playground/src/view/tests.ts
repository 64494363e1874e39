import type {
  CoverageCount,
  CoverageKind,
  PolicyCoverage,
  TestedCase,
  TestedTest,
  TestReport,
} from "actra/testing";
import { type Child, element, fill } from "./element.ts";
import { lineIcon } from "./icons.ts";
import { counted, shown } from "./shown.ts";

const MOST_SHOWN = 200;

/** What the tests came to, with what failed first. */
export class TestsView {
  readonly host = element("div", { class: "tests" });
  readonly #goTo: (line: number) => void;
  readonly #result = element("div");

  constructor(run: () => void, goTo: (line: number) => void) {
    this.#goTo = goTo;
    const button = element(
      "button",
      { type: "button", class: "primary", onclick: run },
      lineIcon("run"),
      "Run tests",
    );
    this.host.append(
      element(
        "div",
        { class: "row" },
        button,
        element("p", { class: "lead" }, "They run again as you type, unless they take long."),
      ),
      this.#result,
    );
  }

  /** What they came to before is no longer so. */
  areToRun(): void {
    this.#say("Something has changed since they ran.");
  }

  #say(words: string): void {
    this.#result.replaceChildren(element("p", { class: "lead" }, words));
  }

  /** `undefined` where there are none. */
  show(report: TestReport | undefined): void {
    if (report === undefined) return this.#say("No tests yet. Write some under Tests.");
    const { totals, files, diagnostics, coverage } = report;
    const faulty = diagnostics.filter(({ severity }) => severity === "error").length;
    const tests = files.flatMap((file) => file.tests);
    const failing = tests.filter(({ cases }) => cases.some(({ status }) => status === "failed"));
    const sorted = [...failing, ...tests.filter((test) => !failing.includes(test))].slice(0, MOST_SHOWN);
    fill(
      this.#result,
      element(
        "p",
        { class: `verdict ${report.passed ? "passed" : "failed"}`, role: "status" },
        report.passed ? "✓ " : "✗ ",
        element(
          "strong",
          {},
          report.passed
            ? "All pass"
            : faulty > 0
              ? "The test file has errors"
              : `${counted(totals.failed, "case")} failed`,
        ),
        ` ${counted(totals.passed, "case")} passed`,
      ),
      coverage ? meters(coverage) : "",
      element("ul", { class: "cases" }, ...sorted.map((test) => this.#test(test))),
    );
  }

  #test({ name, place, cases }: TestedTest): Child {
    const failed = cases.filter(({ status }) => status === "failed");
    const line = element(
      "button",
      {
        type: "button",
        class: "line",
        "aria-label": `${name}, go to line ${place.line}`,
        onclick: () => this.#goTo(place.line),
      },
      `:${place.line}`,
    );
    const sign = failed.length > 0 ? "✗" : "✓";
    return element(
      "li",
      { class: failed.length > 0 ? "failed" : "passed" },
      element(
        "div",
        { class: "test" },
        element(
          "span",
          {
            class: `sign ${failed.length > 0 ? "false" : "true"}`,
            role: "img",
            "aria-label": failed.length > 0 ? "failed" : "passed",
          },
          sign,
        ),
        element("span", { class: "text" }, shown(name, 120)),
        element("span", { class: "saw" }, cases.length > 1 ? counted(cases.length, "case") : ""),
        line,
      ),
      ...failed.slice(0, 5).map((each) => this.#failure(each)),
    );
  }

  #failure({ label, differences, place }: TestedCase): Child {
    return element(
      "div",
      { class: "failure" },
      label ? element("code", {}, shown(label, 160)) : "",
      ...differences.map(({ key, expected, actual }) =>
        element(
          "p",
          {},
          `${key}: expected `,
          element("b", {}, shown(expected, 120)),
          ", got ",
          element("b", {}, shown(actual, 120)),
        ),
      ),
      element(
        "button",
        {
          type: "button",
          class: "line",
          "aria-label": `go to line ${place.line} of this case`,
          onclick: () => this.#goTo(place.line),
        },
        `:${place.line}`,
      ),
    );
  }
}

const MEASURED: Readonly<Record<CoverageKind, string>> = {
  rules: "Rules that matched",
  outcomes: "Conditions both ways",
  alternatives: "Items of lists met",
};

function meters({ totals }: PolicyCoverage): Child {
  const kinds = (Object.entries(totals) as [CoverageKind, CoverageCount][]).filter(
    ([, { total }]) => total > 0,
  );
  return element(
    "dl",
    { class: "meters" },
    ...kinds.map(([kind, { covered, total }]) => {
      const label = MEASURED[kind];
      const part = covered / total;
      return element(
        "div",
        {},
        element("dt", {}, label),
        element(
          "dd",
          {},
          element("meter", { min: "0", max: "1", value: part.toFixed(3), "aria-label": label }),
          ` ${covered} of ${total}`,
        ),
      );
    }),
  );
}
