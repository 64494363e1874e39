import assert from "node:assert/strict";
import { test } from "node:test";
import { editor, linkTo, open, SMALL, shows, write } from "../page.mjs";

test("each example decides, and nothing is wrong with it", async (t) => {
  const tab = await open(t);
  const picker = tab.getByLabel("Example");
  const names = await picker
    .locator("option:not([hidden])")
    .evaluateAll((options) => options.map(({ value }) => value));
  assert.equal(names.length, 8);
  for (const name of names) {
    await picker.selectOption(name);
    await shows(tab, ".problems summary", "No problems");
    const words = await tab.locator(".decision strong").textContent();
    assert.match(words, /^(Allowed|Needs approval|Blocked)$/, name);
    assert.ok((await tab.locator(".explanation .rule").count()) > 0, name);
  }
});

test("the decision follows the input", async (t) => {
  const tab = await open(t, await linkTo(SMALL));
  await shows(tab, ".decision", "Blocked by rule large");
  await shows(tab, ".decision .reason", "Too much");
  await write(tab, "Input", SMALL.input.replace("500", "50"));
  await shows(tab, ".decision", "Allowed by default");
  await write(tab, "Input", '{ "action": { "type": "pay", "amount": 101, "to": "Ann" } }');
  await shows(tab, ".decision", "Blocked by rule large");
});

test("what is missing is said, and what was assumed", async (t) => {
  const tab = await open(t, await linkTo(SMALL));
  await write(tab, "Input", "action: { type: pay, to: Ann }");
  await shows(tab, ".decision .notes", "Missing action.amount: the worst was assumed");
  await shows(tab, ".explanation .status", "unknown → assumed");
  await shows(tab, ".flow .missing", "amount");
});

test("rules of other actions are told apart from those that did not match", async (t) => {
  const schema = SMALL.schema.replace("actor:", "  read:\n    fields: {}\nactor:");
  const policy = `${SMALL.policy}  - { id: other, scope: { action: read }, effect: block }\n`;
  const tab = await open(t, await linkTo({ ...SMALL, schema, policy }));
  await shows(tab, ".explanation .lead", "2 rules looked at");
  await shows(tab, ".explanation .status", "not matched");
  await tab.getByText("1 rule out of scope").click();
  await shows(tab, ".outside .rule", "other");
});

test("a value that is none is an error at its place, and no decision", async (t) => {
  const tab = await open(t, await linkTo(SMALL));
  await write(tab, "Input", SMALL.input.replace("500", "lots"));
  await shows(tab, ".decision", "No decision");
  await editor(tab, "Input").locator(".cm-lintRange-error").filter({ hasText: "lots" }).waitFor();
});

test("the explanation shows what each condition saw, and goes to its line", async (t) => {
  const tab = await open(t, await linkTo(SMALL));
  const condition = tab.locator(".condition").filter({ hasText: "action.amount greater than 100" });
  await condition.filter({ hasText: "was 500" }).waitFor();
  await condition.getByRole("button").click();
  await editor(tab, "Policy").locator(".cm-activeLine").filter({ hasText: "greater_than" }).waitFor();
});

test("the smallest change that would alter the decision", async (t) => {
  const tab = await open(t, await linkTo(SMALL));
  await shows(tab, ".changes", "Allowed if action.amount <= 100");
  await write(tab, "Input", SMALL.input.replace("500", "100"));
  await shows(tab, ".decision", "Allowed");
  await tab.locator(".changes li").waitFor({ state: "detached" });
});

test("the picture shows what came in, what mattered, and what came out", async (t) => {
  const tab = await open(t, await linkTo(SMALL));
  const steps = await tab.locator(".flow .step h3").allTextContents();
  assert.deepEqual(steps, ["Action", "Actor", "Snapshot", "Rules", "Decision"]);
  await shows(tab, ".flow .decisive", "amount");
  await shows(tab, ".flow .outcome", "Blocked");
  await shows(tab, ".flow .bar.decided", "✓");
});
