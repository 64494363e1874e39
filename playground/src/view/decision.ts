import type { Decision } from "actra";
import type { InputFault } from "../engine/protocol.ts";
import { type Child, element } from "./element.ts";
import { EFFECT_WORD, effectIcon, type Sign } from "./icons.ts";
import { shown } from "./shown.ts";

/** The decision in words. `aria-live`, so that a change is read out. */
export class DecisionView {
  readonly host = element("div", { class: "decision", role: "status", "aria-live": "polite" });

  show(outcome: Decision | InputFault): void {
    if ("error" in outcome) return this.none("The input is no input of this schema", outcome.error);
    const { effect, matched_rule, reason } = outcome;
    const by =
      matched_rule === ""
        ? "by default: no rule matched"
        : element("span", {}, "by rule ", element("code", {}, matched_rule));
    this.#fill(effect, by, reason ? `“${shown(reason, 400)}”` : undefined, notes(outcome));
  }

  /** Why there is no decision. */
  none(headline: string, detail: string): void {
    this.#fill("none", headline, shown(detail, 400), []);
  }

  #fill(sign: Sign, by: Child, detail: string | undefined, more: readonly Child[]): void {
    this.host.className = `decision ${sign}`;
    this.host.replaceChildren(
      effectIcon(sign),
      element(
        "div",
        { class: "words" },
        element("p", { class: "headline" }, element("strong", {}, EFFECT_WORD[sign]), " ", by || ""),
        detail ? element("p", { class: "reason" }, detail) : "",
        more.length > 0 ? element("ul", { class: "notes" }, ...more) : "",
      ),
    );
  }
}

function notes({ approvals = [], missing, assumed, audited }: Decision): Child[] {
  return [
    ...approvals.map(({ rule, approvers, quorum, expires_in }) =>
      note(
        `To be approved by ${approversText(approvers, quorum)}`,
        [expires_in && `within ${shown(expires_in)}`, `for ${rule}`].filter(Boolean).join(", "),
      ),
    ),
    missing && note("Missing", `${missing.join(", ")}: the worst was assumed`),
    assumed && note("Arithmetic fault", "the worst was assumed"),
    audited &&
      note(
        `On trial: ${audited.rules.join(", ") || "none"}`,
        `would have been ${EFFECT_WORD[audited.effect].toLowerCase()}`,
      ),
  ];
}

function approversText(approvers: readonly string[], quorum = 1): string {
  const names = approvers.map((each) => shown(each)).join(", ");
  return approvers.length === 1 ? names : `${quorum} of ${names}`;
}

function note(what: string, detail: string): Child {
  return element("li", {}, element("b", {}, what), " ", detail);
}
