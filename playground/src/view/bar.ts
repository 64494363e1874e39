import examples from "virtual:examples";
import { element } from "./element.ts";
import { lineIcon } from "./icons.ts";

export interface BarOptions {
  readonly host: HTMLElement;
  readonly example: string | undefined;
  readonly isEdited: boolean;
  readonly choose: (name: string) => void;
  /** Gives what to say about it. */
  readonly share: () => Promise<string>;
}

const THEME = "actra-playground-theme";

/** What stands above everything: examples, share, light and dark. */
export class Bar {
  readonly #said = element("span", { class: "said", role: "status" });
  readonly #picker: HTMLSelectElement;
  readonly #example: string | undefined;
  /** Stands for what is none of the examples, or no longer: so any of them can be chosen again. */
  readonly #own = element("option", { value: "", hidden: true }, "from a link");

  constructor({ host, example, isEdited, choose, share }: BarOptions) {
    this.#example = example;
    this.#picker = element(
      "select",
      { onchange: () => choose(this.#picker.value) },
      this.#own,
      ...examples.map(({ name, about }) =>
        element("option", { value: name, selected: name === example, title: about }, wordsOf(name)),
      ),
    );
    const theme = element(
      "button",
      {
        type: "button",
        class: "quiet icon-only",
        "aria-label": "Light or dark",
        title: "Light or dark",
        onclick: switchTheme,
      },
      lineIcon("contrast"),
    );
    const sharing = element(
      "button",
      { type: "button", class: "quiet", onclick: async () => this.say(await share()) },
      lineIcon("share"),
      "Share",
    );
    if (example === undefined) this.#own.selected = true;
    if (isEdited) this.edited();
    applyTheme(storedTheme());
    host.replaceChildren(
      element(
        "h1",
        {},
        element("span", { class: "name" }, "Actra"),
        " ",
        element("span", { class: "place" }, "playground"),
      ),
      element("label", {}, element("span", { class: "label" }, "Example "), this.#picker),
      element("span", { class: "privacy" }, "Runs here. Nothing leaves this page."),
      this.#said,
      sharing,
      theme,
    );
  }

  edited(): void {
    this.#own.textContent = `${wordsOf(this.#example ?? "from a link")}, edited`;
    this.#own.selected = true;
  }

  say(text: string): void {
    this.#said.textContent = text;
    setTimeout(() => {
      if (this.#said.textContent === text) this.#said.textContent = "";
    }, 6000);
  }
}

function wordsOf(name: string): string {
  return name.replaceAll("-", " ");
}

function switchTheme(): void {
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const theme = (document.documentElement.dataset["theme"] ?? system) === "dark" ? "light" : "dark";
  applyTheme(theme);
  try {
    localStorage.setItem(THEME, theme);
  } catch {
    // Where nothing may be stored it holds until the page is left.
  }
}

function storedTheme(): string | undefined {
  try {
    return localStorage.getItem(THEME) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Without a choice the system's holds. */
function applyTheme(theme: string | undefined): void {
  if (theme === "light" || theme === "dark") document.documentElement.dataset["theme"] = theme;
}
