import { element } from "./element.ts";
import { lineIcon } from "./icons.ts";
import { counted } from "./shown.ts";

/** Longer listings are for the command line. */
const MOST_SHOWN = 200_000;

/** The compiled program: its hash, its bytes, what the machine runs. */
export class ProgramView {
  readonly host = element("div", { class: "program" });
  readonly #hash = element("code", { class: "hash" });
  readonly #size = element("span");
  readonly #listing = element("pre", { tabindex: "0", "aria-label": "Disassembly" });
  #bytes: Uint8Array<ArrayBuffer> | undefined;

  constructor() {
    this.host.append(
      element(
        "dl",
        { class: "facts" },
        element("div", {}, element("dt", {}, "Policy hash"), element("dd", {}, this.#hash)),
        element("div", {}, element("dt", {}, "Program"), element("dd", {}, this.#size)),
      ),
      element(
        "button",
        { type: "button", class: "primary", onclick: () => this.#download() },
        lineIcon("download"),
        "Download policy.actra",
      ),
      element("h3", {}, "What the machine runs"),
      this.#listing,
    );
  }

  showHash(hash: string): void {
    this.#hash.textContent = hash;
  }

  show(bytes: Uint8Array<ArrayBuffer>, listing: string): void {
    this.#bytes = bytes;
    this.#size.replaceChildren(counted(bytes.length, "byte"), ", for ", element("code", {}, "Actra.load"));
    const rest = listing.length - MOST_SHOWN;
    this.#listing.textContent =
      rest > 0 ? `${listing.slice(0, MOST_SHOWN)}\n… ${rest} characters more` : listing;
  }

  #download(): void {
    if (this.#bytes === undefined) return;
    const address = URL.createObjectURL(new Blob([this.#bytes], { type: "application/octet-stream" }));
    element("a", { href: address, download: "policy.actra" }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  }
}
