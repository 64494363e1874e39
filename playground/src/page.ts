import type { Schema } from "../../src/language/schema.ts";
import type { ExplainedPlace } from "../../src/policy/explanation.ts";
import { type Chosen, chosenDocuments, exampleNamed } from "./chosen.ts";
import { areTestedAlike, type Documents } from "./documents.ts";
import { keepDraft, rememberAddress } from "./draft.ts";
import { Engine } from "./engine/engine.ts";
import type { Panel, Part, Problem, Request } from "./engine/protocol.ts";
import { fragmentOf, LinkError } from "./share.ts";
import { Bar } from "./view/bar.ts";
import { DecisionView } from "./view/decision.ts";
import type { DocumentsOptions, Documents as DocumentsView } from "./view/documents.ts";
import { element } from "./view/element.ts";
import { ExplanationView } from "./view/explanation.ts";
import { FlowView } from "./view/flow.ts";
import { ProgramView } from "./view/program.ts";
import { SurfaceView } from "./view/surface.ts";
import { Tabs } from "./view/tabs.ts";
import { TestsView } from "./view/tests.ts";

/** They come at different times. */
interface Problems {
  readonly found: readonly Problem[];
  readonly input: readonly Problem[];
  readonly tests: readonly Problem[];
}

type MakeEditors = (options: DocumentsOptions) => DocumentsView;

/** Without a keystroke. */
const REVIEW_AFTER_MS = 120;

/** The page: what is written goes to the engine, and what the engine says to the views. */
export class Page {
  /** Called once there is a first decision, or why there is none. */
  onFirstAnswer = () => {};
  readonly #engine = new Engine("decide", {
    part: (part) => this.#take(part),
    failed: (reason) => this.#failed(reason),
  });
  #hasAnswered = false;
  #madeReviewer: Engine | undefined;
  #review: ReturnType<typeof setTimeout> | undefined;
  readonly #decision = new DecisionView();
  readonly #flow = new FlowView();
  readonly #explanation = new ExplanationView((place) => this.#goTo(place));
  readonly #surface = new SurfaceView((axes) => this.#chooseAxes(axes));
  readonly #tests = new TestsView(
    () => this.#ask(true),
    (line) => this.#editors?.goTo("tests", line),
  );
  readonly #program = new ProgramView();
  readonly #answer = document.querySelector<HTMLElement>("#answer")!;
  readonly #bar = document.querySelector<HTMLElement>("#bar")!;
  #barView: Bar | undefined;
  #makeEditors: MakeEditors | undefined;
  #editors: DocumentsView | undefined;
  #documents: Documents | undefined;
  /** Whether they are other than those that were opened. */
  #isEdited = false;
  #request: Omit<Request, "version"> | undefined;
  /** What the second worker was asked for. */
  #reviewed: Omit<Request, "version"> | undefined;
  /** Whose tests have been run, and are shown. */
  #tested: Documents | undefined;
  #schema: Schema | undefined;
  #input: unknown;
  #panel: Panel = "explanation";
  #axes: readonly [x?: string, y?: string] = [];
  #problems: Problems = { found: [], input: [], tests: [] };

  constructor() {
    const tabs = new Tabs<Panel>(
      "about",
      "About the decision",
      [
        { name: "explanation", label: "Explanation", panel: this.#explanation.host },
        { name: "surface", label: "Surface", panel: this.#surface.host },
        { name: "tests", label: "Tests", panel: this.#tests.host },
        { name: "program", label: "Program", panel: this.#program.host },
      ],
      (panel) => this.#open(panel),
    );
    const panels = [this.#explanation.host, this.#surface.host, this.#tests.host, this.#program.host];
    this.#answer.replaceChildren(
      this.#decision.host,
      element("p", { class: "stale-note" }, "What is below is of the last decision."),
      element("div", { class: "card picture-card" }, this.#flow.host),
      element("div", { class: "card details" }, element("div", { class: "row head" }, tabs.list), ...panels),
    );
    addEventListener("popstate", () => void this.#follow());
  }

  /** Begins with these documents. */
  open({ documents, example, problem, isEdited = false }: Chosen): void {
    this.#documents = documents;
    this.#isEdited = isEdited;
    this.#axes = [];
    this.#problems = { found: [], input: [], tests: [] };
    this.#barView = new Bar({
      host: this.#bar,
      example,
      isEdited,
      choose: (name) => {
        this.#keep();
        rememberAddress(() => history.pushState(null, "", `#${name}`));
        this.open(exampleNamed(name));
      },
      share: () => this.#share(),
    });
    if (problem) this.#barView.say(`Not opened: ${problem}`);
    this.#ask();
    this.#showEditors();
  }

  /** The editors come a moment after the page. */
  edit(make: MakeEditors): void {
    this.#makeEditors = make;
    this.#showEditors();
  }

  #showEditors(): void {
    const host = document.querySelector<HTMLElement>("#documents")!;
    this.#editors?.dispose();
    this.#editors = this.#makeEditors?.({
      host,
      documents: this.#documents!,
      schema: () => this.#schema,
      changed: (documents) => this.#changed(documents),
      rewrite: (notation) => void this.#rewrite(notation),
    });
    this.#showProblems();
  }

  #changed(documents: Documents): void {
    this.#documents = documents;
    this.#isEdited = true;
    this.#barView?.edited();
    this.#ask();
  }

  #keep(): void {
    if (this.#isEdited) keepDraft(this.#documents!);
  }

  async #follow(): Promise<void> {
    const { href } = location;
    const chosen = await chosenDocuments();
    // Unpacking takes a moment, and someone may have gone on meanwhile.
    if (location.href === href) this.open(chosen);
  }

  #ask(runTests = false): void {
    if (this.#documents === undefined) return;
    this.#request = { documents: this.#documents, panel: this.#panel, axes: this.#axes, runTests };
    this.#engine.ask(this.#request);
    this.#reviewLater();
  }

  /** After the first decision, which a second worker would only hold up. */
  #reviewLater(): void {
    clearTimeout(this.#review);
    if (!this.#hasAnswered) return;
    this.#review = setTimeout(() => {
      this.#keep();
      this.#reviewed = this.#request;
      this.#reviewer.ask(this.#request!);
    }, REVIEW_AFTER_MS);
  }

  get #reviewer(): Engine {
    this.#madeReviewer ??= new Engine("review", {
      // What was typed since has been decided already, and may not even compile.
      part: (part) => this.#reviewed === this.#request && this.#take(part),
      failed: (reason) => this.#reviewFailed(reason),
    });
    return this.#madeReviewer;
  }

  #answered(): void {
    if (this.#hasAnswered) return;
    this.#hasAnswered = true;
    performance.mark("first-decision");
    this.onFirstAnswer();
    this.#reviewLater();
  }

  #open(panel: Panel): void {
    this.#panel = panel;
    this.#ask(panel === "tests");
  }

  #chooseAxes(axes: readonly [x: string, y: string]): void {
    this.#axes = axes;
    this.#ask();
  }

  #take(part: Part): void {
    switch (part.part) {
      case "refused":
        return this.#refused(part.problems);
      case "decision":
        this.#schema = part.schema;
        this.#input = part.input;
        this.#program.showHash(part.policyHash);
        this.#decision.show(part.outcome);
        this.#answered();
        this.#explanation.changesArePending();
        this.#answer.classList.toggle("stale", "error" in part.outcome);
        return this.#know({ found: this.#stillFound, input: part.problems });
      case "explanation":
        this.#flow.show(part.explanation, this.#input);
        return this.#explanation.show(part.explanation);
      case "problems":
        return this.#know({ found: part.problems });
      case "changes":
        return this.#explanation.showChanges(part.changes);
      case "surface":
        return this.#surface.show(part.surface);
      case "program":
        return this.#program.show(part.bytes, part.listing);
      case "untested":
        return this.#forgetTests();
      case "tests":
        this.#tested = this.#request?.documents;
        this.#tests.show(part.report);
        this.#editors?.cover(part.report?.coverage);
        return this.#know({ tests: part.problems });
    }
  }

  /** What compiles has no errors any more. What else was found then comes again with the review, where it still is. */
  get #stillFound(): readonly Problem[] {
    const { found } = this.#problems;
    return found.some(({ severity }) => severity === "error") ? [] : found;
  }

  /** Unless they would come out as they did. */
  #forgetTests(): void {
    const now = this.#request?.documents;
    if (this.#tested === undefined || now === undefined || areTestedAlike(this.#tested, now)) return;
    this.#tested = undefined;
    this.#tests.areToRun();
    this.#editors?.cover(undefined);
    this.#know({ tests: [] });
  }

  #refused(problems: readonly Problem[]): void {
    const errors = problems.filter(({ severity }) => severity === "error");
    const first = errors[0];
    this.#decision.none(
      "The policy does not compile",
      first ? `${first.document}:${first.line}: ${first.message}` : "",
    );
    this.#answer.classList.add("stale");
    this.#explanation.showChanges([]);
    this.#answered();
    this.#know({ found: problems, input: [], tests: [] });
  }

  #failed(reason: string): void {
    this.#decision.none("The engine was stopped", reason);
    this.#answer.classList.add("stale");
    this.#answered();
  }

  /** The decision stands all the same. */
  #reviewFailed(reason: string): void {
    this.#explanation.showChanges([]);
    this.#barView?.say(`Lint, changes and tests were stopped: ${reason}`);
  }

  #know(problems: Partial<Problems>): void {
    this.#problems = { ...this.#problems, ...problems };
    this.#showProblems();
  }

  #showProblems(): void {
    const { found, input, tests } = this.#problems;
    this.#editors?.show([...found, ...input, ...tests]);
  }

  #goTo({ path, line, column }: ExplainedPlace): void {
    this.#editors?.goTo(path, line, column);
  }

  async #rewrite(rewrite: "expression" | "structured"): Promise<void> {
    const policies = this.#documents!.policies;
    const { rewritten } = await this.#reviewer.rewrite({ rewrite, policies });
    if (rewritten === undefined)
      return this.#barView?.say("Conditions can be rewritten once the policy is well formed.");
    // Someone may have typed on meanwhile.
    if (policies === this.#documents!.policies)
      this.#editors?.replace(rewritten.map(({ path, text }) => [path, text]));
  }

  async #share(): Promise<string> {
    try {
      const fragment = await fragmentOf(this.#documents!);
      rememberAddress(() => history.replaceState(null, "", fragment));
      this.#keep();
      return await copied(new URL(fragment, location.href).href);
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      return `No link: ${error.message}.`;
    }
  }
}

async function copied(address: string): Promise<string> {
  try {
    await navigator.clipboard.writeText(address);
    return "Link copied.";
  } catch {
    return "The link is in the address bar.";
  }
}
