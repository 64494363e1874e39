// Says what the server will say, while the form is being filled in: the same program decides here and there. This is for people's
// convenience. What counts is the server, which decides again.

import { Actra, ActraInputError, type Policy, verifyProgram } from "actra/engine";

type Verdict = readonly [effect: string, title: string, reason?: string];

const TITLES: Readonly<Record<string, string>> = {
  allow: "This will be paid",
  require_approval: "This will wait for a manager",
  block: "This will not be paid",
};

const find = (selector: string) => document.querySelector<HTMLElement>(selector)!;
const form = find("form") as HTMLFormElement;
const button = find("button") as HTMLButtonElement;

const [policy, me] = await Promise.all([loaded(), fetch("/me").then((response) => response.json())]);
find("#who").textContent = `${me.id}, ${me.role}`;
form.addEventListener("input", () => {
  find("#answer").textContent = "";
  preflight();
});
form.addEventListener("submit", submit);
preflight();

/** Signed by the key that this page was built with: a page of its own origin, from a cache or a CDN, may still bring another. */
async function loaded(): Promise<Policy> {
  const response = await fetch("/expenses.actra");
  const bytes = new Uint8Array(await response.arrayBuffer());
  return Actra.load(await verifyProgram(bytes, { release: POLICY_KEY }));
}

function expense() {
  const data = new FormData(form);
  const amount = String(data.get("amount")).trim();
  return {
    amount: amount === "" ? undefined : Number(amount),
    category: data.get("category"),
    receipt: data.has("receipt"),
  };
}

function preflight(): void {
  const [effect, title, reason = ""] = verdict();
  const output = find("#verdict");
  output.dataset["effect"] = effect;
  output.querySelector("b")!.textContent = title;
  output.querySelector("span")!.textContent = reason;
  button.disabled = effect !== "allow" && effect !== "require_approval";
  button.textContent = effect === "require_approval" ? "Ask a manager" : "Submit";
}

function verdict(): Verdict {
  const { amount, ...rest } = expense();
  if (amount === undefined) return ["none", "How much was it?"];
  try {
    const input = { action: { type: "expense", amount, ...rest }, actor: me, snapshot: {} };
    const { effect, reason } = policy.evaluate(input);
    return [effect, TITLES[effect]!, reason];
  } catch (error) {
    if (error instanceof ActraInputError) return ["none", "That is no amount", `Expected: ${error.expected}`];
    throw error;
  }
}

async function submit(event: Event): Promise<void> {
  event.preventDefault();
  const response = await fetch("/expenses", { method: "POST", body: JSON.stringify(expense()) });
  const { paid, effect, reason } = await response.json();
  const waits = effect === "require_approval";
  find("#answer").textContent = response.ok
    ? `Paid: ${paid.toFixed(2)}`
    : waits
      ? "Sent. A manager has to agree."
      : `Not paid: ${reason ?? "no rule allows it"}`;
}

/** Put in by the build. */
declare const POLICY_KEY: string;
