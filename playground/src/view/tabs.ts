import { element } from "./element.ts";

export interface Tab<Name extends string> {
  readonly name: Name;
  readonly label: string;
  readonly panel: HTMLElement;
}

/** Tabs as the ARIA practices describe them: one stop for the Tab key, arrows between them. */
export class Tabs<Name extends string> {
  readonly list: HTMLElement;
  readonly #group: string;
  readonly #tabs: readonly Tab<Name>[];
  readonly #buttons: readonly HTMLButtonElement[];
  readonly #chosen: (name: Name) => void;

  constructor(
    group: string,
    label: string,
    tabs: readonly Tab<Name>[],
    chosen: (name: Name) => void,
    first = tabs[0]!.name,
  ) {
    this.#group = group;
    this.#tabs = tabs;
    this.#chosen = chosen;
    this.#buttons = tabs.map((tab) => this.#button(tab));
    this.list = element("div", { role: "tablist", "aria-label": label, class: "tabs" }, ...this.#buttons);
    for (const { name, panel, label: title } of tabs) {
      panel.id = `${group}-panel-${name}`;
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-label", title);
    }
    this.choose(first);
  }

  choose(name: Name): void {
    this.#tabs.forEach((tab, i) => {
      const isChosen = tab.name === name;
      tab.panel.hidden = !isChosen;
      this.#buttons[i]!.setAttribute("aria-selected", String(isChosen));
      this.#buttons[i]!.tabIndex = isChosen ? 0 : -1;
    });
    this.#chosen(name);
  }

  /** A few words behind a tab's label, such as how many problems there are. */
  note(name: Name, text: string, kind = ""): void {
    const note = this.#buttons[this.#tabs.findIndex((tab) => tab.name === name)]?.querySelector(".note");
    if (!note) return;
    note.textContent = text;
    note.className = `note ${kind}`;
  }

  #button({ name, label }: Tab<Name>): HTMLButtonElement {
    return element(
      "button",
      {
        type: "button",
        role: "tab",
        id: `${this.#group}-tab-${name}`,
        "aria-controls": `${this.#group}-panel-${name}`,
        onclick: () => this.choose(name),
        onkeydown: (event) => this.#key(event as KeyboardEvent, name),
      },
      label,
      element("span", { class: "note" }),
    );
  }

  #key(event: KeyboardEvent, name: Name): void {
    const at = this.#tabs.findIndex((tab) => tab.name === name);
    const last = this.#tabs.length - 1;
    const next = {
      ArrowRight: at === last ? 0 : at + 1,
      ArrowLeft: at === 0 ? last : at - 1,
      Home: 0,
      End: last,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    this.choose(this.#tabs[next]!.name);
    this.#buttons[next]!.focus();
  }
}
