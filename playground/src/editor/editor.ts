import {
  autocompletion,
  type Completion,
  type CompletionContext,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, indentUnit } from "@codemirror/language";
import { type Diagnostic, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  hoverTooltip,
  keymap,
  lineNumbers,
  placeholder,
} from "@codemirror/view";
import type { PolicyCoverage } from "actra/testing";
import type { Schema } from "../../../src/language/schema.ts";
import { type DocumentName, isPolicy } from "../documents.ts";
import type { Problem, TextEdit } from "../engine/protocol.ts";
import { coverageLines, coverageMargin, showCoverage } from "./coverage-margin.ts";
import { placeAt } from "./place.ts";
import { theme } from "./theme.ts";
import { meaningOf, wordsAt } from "./words.ts";
import { yaml } from "./yaml.ts";

export interface EditorOptions {
  readonly name: DocumentName;
  readonly label: string;
  readonly text: string;
  readonly host: HTMLElement;
  readonly schema: () => Schema | undefined;
  readonly changed: (text: string) => void;
  readonly apply: (edits: readonly TextEdit[]) => void;
}

/** One document in an editor. It lives in a shadow root, where CodeMirror's styles need no leave of the page's security policy. */
export class Editor {
  readonly #view: EditorView;
  readonly #options: EditorOptions;

  constructor(options: EditorOptions) {
    this.#options = options;
    const root = options.host.attachShadow({ mode: "open" });
    const parent = root.appendChild(document.createElement("div"));
    parent.style.height = "100%";
    const state = EditorState.create({ doc: options.text, extensions: extensionsOf(options) });
    this.#view = new EditorView({ state, parent, root });
  }

  get text(): string {
    return this.#view.state.doc.toString();
  }

  /** Takes the place of all that is there; undoing brings it back. */
  set text(text: string) {
    if (text === this.text) return;
    this.#view.dispatch({ changes: { from: 0, to: this.#view.state.doc.length, insert: text } });
  }

  edit(edits: readonly TextEdit[]): void {
    const { length } = this.#view.state.doc;
    const fitting = edits.filter(({ from, to }) => from <= to && to <= length);
    this.#view.dispatch({ changes: fitting.map(({ from, to, text }) => ({ from, to, insert: text })) });
  }

  show(problems: readonly Problem[]): void {
    const { length } = this.#view.state.doc;
    const diagnostics = problems.map((problem) => diagnosticOf(problem, length, this.#options.apply));
    this.#view.dispatch(setDiagnostics(this.#view.state, diagnostics));
  }

  cover(coverage: PolicyCoverage | undefined): void {
    const lines = coverage ? coverageLines(coverage, this.#options.name) : [];
    this.#view.dispatch({ effects: showCoverage.of(lines) });
  }

  /** Goes to a line and stays there. */
  goTo(line: number, column = 1): void {
    const { doc } = this.#view.state;
    const { from, to } = doc.line(Math.min(Math.max(line, 1), doc.lines));
    const anchor = Math.min(from + column - 1, to);
    this.#view.dispatch({
      selection: { anchor },
      effects: EditorView.scrollIntoView(anchor, { y: "center" }),
    });
    this.#view.focus();
  }

  dispose(): void {
    this.#view.destroy();
  }

  /** After it was hidden. */
  measure(): void {
    this.#view.requestMeasure();
  }
}

const EMPTY: Readonly<Record<string, string>> = {
  governance: "None: it is optional",
  tests: "None yet: they are optional",
};

function extensionsOf({ name, label, schema, changed }: EditorOptions) {
  return [
    isPolicy(name) ? coverageMargin : [],
    lineNumbers(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSpecialChars(),
    drawSelection(),
    history(),
    indentUnit.of("  "),
    bracketMatching(),
    yaml,
    theme,
    placeholder(EMPTY[name] ?? ""),
    EditorState.tabSize.of(2),
    EditorView.domEventHandlers({ beforeinput: typeOver }),
    EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false", tabindex: "0" }),
    autocompletion({ override: [(context) => completions(name, context, schema())], icons: false }),
    hoverTooltip((view, at) => meaningAt(name, view, at, schema())),
    // Tab is left to the browser, so that the keyboard alone gets out of an editor.
    keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap, ...completionKeymap, ...lintKeymap]),
    EditorView.updateListener.of(({ docChanged, state }) => {
      if (docChanged) changed(state.doc.toString());
    }),
  ];
}

/** Left to itself, Chromium gives what is typed over a selection the look that was there, as a style that the page may not have. */
function typeOver({ inputType, data }: InputEvent, view: EditorView): boolean {
  if (inputType !== "insertText" || data === null || view.state.selection.main.empty) return false;
  view.dispatch(view.state.replaceSelection(data), { userEvent: "input.type", scrollIntoView: true });
  return true;
}

function diagnosticOf(problem: Problem, length: number, apply: EditorOptions["apply"]): Diagnostic {
  const { from, to, severity, code, message, help, fix } = problem;
  const start = Math.min(from, length);
  return {
    from: start,
    to: Math.min(Math.max(to, start), length),
    severity,
    source: code,
    message: help ? `${message}\n${help}` : message,
    ...(fix && { actions: [{ name: fix.title, apply: () => apply(fix.edits) }] }),
  };
}

function completions(name: DocumentName, context: CompletionContext, schema: Schema | undefined) {
  const text = context.state.doc.toString();
  const place = placeAt(text, context.pos);
  if (place.from === context.pos && !context.explicit) return null;
  const options = wordsAt(name, text, place, schema).map(
    ({ word, about, kind }, index): Completion => ({
      label: word,
      boost: -index,
      ...(about && { info: about }),
      ...(kind === "key" && { apply: `${word}: ` }),
    }),
  );
  return options.length === 0 ? null : { from: place.from, options, validFor: /^[\w.-]*$/ };
}

const WORD = /[\w.-]/;

function meaningAt(name: DocumentName, view: EditorView, at: number, schema: Schema | undefined) {
  const { from, text } = view.state.doc.lineAt(at);
  let start = at - from;
  let end = start;
  while (start > 0 && WORD.test(text[start - 1]!)) start--;
  while (end < text.length && WORD.test(text[end]!)) end++;
  if (start === end) return null;
  const word = { from: from + start, to: from + end, text: text.slice(start, end) };
  const meaning = meaningOf(name, view.state.doc.toString(), word, schema);
  if (meaning === undefined) return null;
  const create = () => {
    const dom = document.createElement("div");
    dom.className = "cm-meaning";
    dom.textContent = meaning;
    return { dom };
  };
  return { pos: word.from, end: word.to, above: true, create };
}
