import type { Problem, TextEdit } from "../engine/protocol.ts";
import { type Child, element, fill } from "./element.ts";
import { counted, shown } from "./shown.ts";

const MOST_SHOWN = 50;

/** All problems in one list, for whoever would not find an underline: the keyboard's and the screen reader's way to a fix. */
export class ProblemsView {
  readonly host = element("details", { class: "problems" });
  readonly #summary = element("summary", {});
  readonly #list = element("ul");
  readonly #goTo: (problem: Problem) => void;
  readonly #apply: (edits: readonly TextEdit[]) => void;

  constructor(goTo: (problem: Problem) => void, apply: (edits: readonly TextEdit[]) => void) {
    this.#goTo = goTo;
    this.#apply = apply;
    this.host.append(this.#summary, this.#list);
    this.show([]);
  }

  show(problems: readonly Problem[]): void {
    const errors = problems.filter(({ severity }) => severity === "error").length;
    const warnings = problems.length - errors;
    const counts = [
      errors > 0 && counted(errors, "error"),
      warnings > 0 && counted(warnings, "warning"),
    ].filter(Boolean);
    this.host.className = `problems ${errors > 0 ? "error" : warnings > 0 ? "warning" : "fine"}`;
    this.#summary.textContent =
      counts.length > 0 ? `${errors > 0 ? "✗" : "!"} ${counts.join(", ")}` : "✓ No problems";
    fill(this.#list, ...problems.slice(0, MOST_SHOWN).map((problem) => this.#problem(problem)));
  }

  #problem(problem: Problem): Child {
    const { document, line, message, help, code, severity, fix, related } = problem;
    return element(
      "li",
      { class: severity },
      element(
        "button",
        { type: "button", class: "where", onclick: () => this.#goTo(problem) },
        `${document}:${line}`,
      ),
      element(
        "div",
        {},
        element("p", {}, shown(message, 300), " ", element("code", { class: "hint" }, code)),
        help ? element("p", { class: "hint" }, shown(help, 500)) : "",
        ...related.map((each) =>
          element("p", { class: "hint" }, `${each.document}:${each.line}: ${shown(each.message, 200)}`),
        ),
        fix
          ? element(
              "button",
              { type: "button", class: "quiet", onclick: () => this.#apply(fix.edits) },
              `Fix: ${shown(fix.title, 100)}`,
            )
          : "",
      ),
    );
  }
}
