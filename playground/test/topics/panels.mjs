import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { documents, editor, linkTo, open, panel, SMALL, shows, write } from "../page.mjs";

test("the surface has the limits, and says what is decided under the pointer", async (t) => {
  const tab = await open(t, await linkTo(SMALL));
  await panel(tab, "Surface").click();
  const picture = tab.locator(".surface svg[role]");
  await picture.locator(".limit-text").getByText("100", { exact: true }).waitFor();
  const { x, y, width, height } = await picture.boundingBox();
  await tab.mouse.move(x + width * 0.2, y + height * 0.3);
  await shows(tab, ".reading", "Allowed by default");
  await tab.mouse.move(x + width * 0.8, y + height * 0.3);
  await shows(tab, ".reading", "Blocked by large");
});

test("where the input stands on the surface, its own decision is read", async (t) => {
  const tab = await open(t, await linkTo({ ...SMALL, input: SMALL.input.replace("500", "101") }));
  await panel(tab, "Surface").click();
  await shows(tab, ".reading", "action.amount = 101");
  await shows(tab, ".reading", "Blocked by large");
});

test("two fields are chosen", async (t) => {
  const tab = await open(t, "#refund-approvals");
  await panel(tab, "Surface").click();
  await tab.getByLabel("Up").selectOption("actor.role");
  for (const role of ["agent", "lead", "bot"]) await shows(tab, ".surface .tick", role);
  await tab.getByLabel("Up").selectOption("");
  await tab.locator(".surface .tick").filter({ hasText: "lead" }).waitFor({ state: "detached" });
  await shows(tab, ".surface .region", "Needs approval");
  // A class of something else would clip it.
  const clips = await tab
    .locator(".surface text")
    .evaluateAll((texts) =>
      texts
        .filter((text) => getComputedStyle(text).contentVisibility !== "visible")
        .map(({ textContent }) => textContent),
    );
  assert.deepEqual(clips, []);
});

test("tests run, fail, and mark what they tried in the margin", async (t) => {
  const tab = await open(t, await linkTo(SMALL));
  await panel(tab, "Tests").click();
  await shows(tab, ".verdict", "All pass");
  const margin = tab.locator(".cm-coverage");
  await margin.getByText("○").first().waitFor();
  await margin.getByText("◐").first().waitFor();
  await documents(tab, "Tests").click();
  await write(tab, "Tests", SMALL.tests.replace("amount: 5,", "amount: 500,"));
  await tab.getByRole("button", { name: "Run tests" }).click();
  await shows(tab, ".verdict", "1 case failed");
  await shows(tab, ".failure", "effect: expected allow, got block");
  await documents(tab, "Policy").click();
  await margin.getByText("●").first().waitFor();
  await tab.getByRole("button", { name: "small, go to line 3" }).click();
  await editor(tab, "Tests").locator(".cm-activeLine").filter({ hasText: "name: small" }).waitFor();
});

test("what tests came to is forgotten once something else is to be tested", async (t) => {
  const tab = await open(t, await linkTo(SMALL));
  const margin = tab.locator(".cm-coverage").getByText("○");
  await panel(tab, "Tests").click();
  await shows(tab, ".verdict", "All pass");
  await documents(tab, "Tests").click();
  await write(tab, "Tests", SMALL.tests.replace("effect: allow", "effect: alow"));
  await shows(tab, ".problems summary", "1 error");
  await panel(tab, "Explanation").click();
  await write(tab, "Tests", SMALL.tests);
  await shows(tab, ".problems summary", "No problems");
  await panel(tab, "Tests").click();
  await shows(tab, ".verdict", "All pass");
  await documents(tab, "Policy").click();
  await margin.first().waitFor();
  await panel(tab, "Explanation").click();
  await write(tab, "Input", SMALL.input.replace("500", "501"));
  await shows(tab, ".changes:not(.pending)", "Smallest change");
  await margin.first().waitFor();
  await write(tab, "Policy", SMALL.policy.replace("- id: self", "- id: himself"));
  await margin.first().waitFor({ state: "detached" });
});

test("the program: its hash, its listing, its bytes", async (t) => {
  const tab = await open(t, await linkTo(SMALL));
  await panel(tab, "Program").click();
  await shows(tab, ".program pre", "entry pay");
  const hash = await tab.locator(".hash").textContent();
  assert.match(hash, /^[0-9a-f]{64}$/);
  const [download] = await Promise.all([
    tab.waitForEvent("download"),
    tab.getByRole("button", { name: /Download/ }).click(),
  ]);
  assert.equal(download.suggestedFilename(), "policy.actra");
  const bytes = readFileSync(await download.path());
  assert.ok(bytes.includes(hash), "the file states the same hash");
  await write(tab, "Policy", SMALL.policy.replace("100", "200"));
  await tab.waitForFunction((old) => document.querySelector(".hash").textContent !== old, hash);
});
