import type { PolicyCoverage } from "actra/testing";
import type { Schema } from "../../../src/language/schema.ts";
import { type DocumentName, documentsOf, isPolicy, type Documents as Texts, textsOf } from "../documents.ts";
import { Editor } from "../editor/editor.ts";
import type { Problem, TextEdit } from "../engine/protocol.ts";
import { element } from "./element.ts";
import { ProblemsView } from "./problems.ts";
import { Tabs } from "./tabs.ts";

export interface DocumentsOptions {
  readonly host: HTMLElement;
  readonly documents: Texts;
  readonly schema: () => Schema | undefined;
  readonly changed: (documents: Texts) => void;
  readonly rewrite: (notation: "expression" | "structured") => void;
}

const LABELS: Readonly<Record<string, string>> = {
  schema: "Schema",
  governance: "Governance",
  tests: "Tests",
  "policy.yaml": "Policy",
};

/** The editors: tabs for the documents, and the input, which is always there. */
export class Documents {
  readonly #options: DocumentsOptions;
  readonly #texts: Map<DocumentName, string>;
  readonly #editors = new Map<DocumentName, Editor>();
  readonly #problems: ProblemsView;
  readonly #tabs: Tabs<DocumentName>;
  readonly #notation: HTMLElement;
  readonly #panels = new Map<DocumentName, HTMLElement>();
  #found: readonly Problem[] = [];
  #coverage: PolicyCoverage | undefined;

  constructor(options: DocumentsOptions) {
    this.#options = options;
    this.#texts = textsOf(options.documents);
    this.#problems = new ProblemsView(
      (problem) => this.goTo(problem.document, problem.line),
      (edits) => this.#apply(edits),
    );
    this.#notation = element(
      "div",
      { class: "notation", role: "group", "aria-label": "Write conditions as" },
      ...(["structured", "expression"] as const).map((notation) =>
        element(
          "button",
          {
            type: "button",
            class: "quiet",
            title: "Rewrites the conditions of all rules",
            onclick: () => options.rewrite(notation),
          },
          notation === "structured" ? "Structured" : "Expressions",
        ),
      ),
    );
    for (const name of this.#texts.keys()) this.#panels.set(name, element("div", { class: "editor" }));
    const names = [...this.#texts.keys()].filter((name) => name !== "input");
    const tabs = names.map((name) => ({ name, label: labelOf(name), panel: this.#panels.get(name)! }));
    this.#tabs = new Tabs("document", "Documents", tabs, (name) => this.#shown(name), names.find(isPolicy));
    const input = this.#panels.get("input")!;
    options.host.replaceChildren(
      element(
        "div",
        { class: "card files" },
        element("div", { class: "row head" }, this.#tabs.list, this.#notation),
        ...tabs.map(({ panel }) => panel),
        this.#problems.host,
      ),
      element(
        "div",
        { class: "card input" },
        element(
          "div",
          { class: "row head" },
          element("h2", {}, "Input"),
          element(
            "span",
            { class: "hint" },
            "YAML or JSON: what is about to happen, who does it, how things stand",
          ),
        ),
        input,
      ),
    );
    this.#editor("input");
  }

  dispose(): void {
    for (const editor of this.#editors.values()) editor.dispose();
  }

  goTo(name: DocumentName, line: number, column?: number): void {
    if (name !== "input" && this.#texts.has(name)) this.#tabs.choose(name);
    this.#editor(name)?.goTo(line, column);
  }

  show(problems: readonly Problem[]): void {
    const before = this.#found;
    this.#found = problems;
    for (const [name, editor] of this.#editors) {
      const own = ofDocument(name, problems);
      // An editor moves underlines with what is typed. The places of those that it has are of an earlier text.
      if (!areSame(own, ofDocument(name, before))) editor.show(own);
    }
    this.#problems.show(problems);
    for (const name of this.#texts.keys()) {
      if (name === "input") continue;
      const own = ofDocument(name, problems);
      const isBad = own.some(({ severity }) => severity === "error");
      this.#tabs.note(name, own.length > 0 ? String(own.length) : "", isBad ? "error" : "warning");
    }
  }

  cover(coverage: PolicyCoverage | undefined): void {
    this.#coverage = coverage;
    for (const editor of this.#editors.values()) editor.cover(coverage);
  }

  /** Other texts for the documents with these names. */
  replace(texts: Iterable<readonly [DocumentName, string]>): void {
    for (const [name, text] of texts) {
      const editor = this.#editor(name);
      if (editor) editor.text = text;
    }
  }

  #apply(edits: readonly TextEdit[]): void {
    for (const name of new Set(edits.map(({ document }) => document)))
      this.#editor(name)?.edit(edits.filter(({ document }) => document === name));
  }

  #shown(name: DocumentName): void {
    this.#notation.hidden = !isPolicy(name);
    this.#editor(name)?.measure();
  }

  /** Made when it is first shown or changed. */
  #editor(name: DocumentName): Editor | undefined {
    const host = this.#panels.get(name);
    const known = this.#editors.get(name);
    if (known || !host) return known;
    const editor = new Editor({
      name,
      label: labelOf(name),
      text: this.#texts.get(name)!,
      host,
      schema: this.#options.schema,
      changed: (text) => this.#changed(name, text),
      apply: (edits) => this.#apply(edits),
    });
    this.#editors.set(name, editor);
    editor.show(ofDocument(name, this.#found));
    if (isPolicy(name)) editor.cover(this.#coverage);
    return editor;
  }

  #changed(name: DocumentName, text: string): void {
    this.#texts.set(name, text);
    this.#options.changed(documentsOf(this.#texts));
  }
}

function ofDocument(name: DocumentName, problems: readonly Problem[]): Problem[] {
  return problems.filter(({ document }) => document === name);
}

function areSame(some: readonly Problem[], others: readonly Problem[]): boolean {
  return some.length === others.length && some.every((problem, index) => problem === others[index]);
}

function labelOf(name: DocumentName): string {
  return LABELS[name] ?? (name === "input" ? "Input" : name.replace(/^policies\//, ""));
}
