import assert from "node:assert/strict";
import { test } from "node:test";
import { editor, linkTo, open, SMALL, shows, write } from "../page.mjs";

const PAID = SMALL.input.replace("500", "5");

/** What was typed is kept a moment after the last keystroke, with the review. */
async function typeAndRest(tab) {
  await write(tab, "Input", PAID);
  await shows(tab, ".decision", "Allowed");
  await tab.waitForFunction(() => history.state?.draft?.input.includes("amount: 5,"));
}

test("going back brings back what was typed", async (t) => {
  const tab = await open(t, await linkTo(SMALL));
  await write(tab, "Input", PAID);
  await shows(tab, ".decision", "Allowed");
  await tab.getByLabel("Example").selectOption("agent-tools");
  await shows(tab, ".flow", "Action");
  await tab.goBack();
  await shows(tab, ".decision", "Allowed");
  await editor(tab, "Input").getByText("amount: 5,").waitFor();
  await tab.goForward();
  await shows(tab, ".flow .value", /read_file|write_file|fetch_url|run_command|send_email/);
});

test("loading anew brings it back too, and its example can be chosen afresh", async (t) => {
  const tab = await open(t, "#refund-approvals");
  await write(tab, "Input", "action: { type: refund, amount: 5 }");
  await tab.waitForFunction(() => history.state?.draft !== undefined);
  await tab.reload();
  await shows(tab, ".decision .notes", "Missing");
  const chosen = tab.getByLabel("Example").locator("option:checked");
  assert.equal(await chosen.textContent(), "refund approvals, edited");
  await tab.getByLabel("Example").selectOption("refund-approvals");
  await shows(tab, ".decision", "by rule large");
});

test("a link followed in the same tab opens, the latest of several", async (t) => {
  const tab = await open(t, "#agent-tools");
  const [first, second] = [await linkTo({ ...SMALL, input: PAID }), await linkTo(SMALL)];
  await tab.evaluate(
    ([one, other]) => {
      location.hash = one;
      location.hash = other;
    },
    [first, second],
  );
  await shows(tab, ".decision", "Blocked by rule large");
});

test("without leave to store anything the page works", async (t) => {
  const before = (empty) =>
    empty.addInitScript(() => {
      const refuse = () => {
        throw new DOMException("refused", "SecurityError");
      };
      Object.defineProperty(globalThis, "localStorage", { get: refuse });
      history.replaceState = refuse;
      history.pushState = refuse;
    });
  const tab = await open(t, await linkTo(SMALL), { before });
  await tab.getByRole("button", { name: "Light or dark" }).click();
  await tab.waitForFunction(() => document.documentElement.dataset.theme === "dark");
  await write(tab, "Input", PAID);
  await shows(tab, ".decision", "Allowed");
  await tab.getByLabel("Example").selectOption("agent-tools");
  await shows(tab, ".flow .value", /read_file|write_file|fetch_url|run_command|send_email/);
});

test("light or dark is remembered, and two tabs are two", async (t) => {
  const tab = await open(t, await linkTo(SMALL));
  await tab.getByRole("button", { name: "Light or dark" }).click();
  await typeAndRest(tab);
  const other = await tab.context().newPage();
  await other.goto(tab.url());
  await shows(other, ".decision", "Blocked by rule large");
  await other.waitForFunction(() => document.documentElement.dataset.theme === "dark");
});
