import assert from "node:assert/strict";
import { test } from "node:test";
import { documents, editor, linkTo, open, SMALL, shows, write } from "../page.mjs";

test("errors are underlined where they stand, and nothing else breaks", async (t) => {
  const tab = await open(t, await linkTo(SMALL));
  await write(tab, "Policy", SMALL.policy.replace("greater_than", "graeter_than"));
  await editor(tab, "Policy").locator(".cm-lintRange-error").filter({ hasText: "graeter_than" }).waitFor();
  await shows(tab, ".decision", "The policy does not compile");
  await shows(tab, ".problems summary", "1 error");
  for (const broken of ["[".repeat(5000), "\u0000", "a: &a [*a, *a]", "---\n---\n", "rules: 1", ""]) {
    await write(tab, "Policy", broken);
    await shows(tab, ".decision", "The policy does not compile");
  }
  await write(tab, "Policy", SMALL.policy);
  await shows(tab, ".decision", "Blocked by rule large");
  await shows(tab, ".problems summary", "No problems");
});

test("a warning has a quick fix, in the list and at the place", async (t) => {
  const silent = SMALL.policy.replace("default: allow\n", "");
  const tab = await open(t, await linkTo({ ...SMALL, policy: silent }));
  await tab.locator(".problems summary").filter({ hasText: "warning" }).click();
  await tab.locator(".problems").getByRole("button", { name: /^Fix:/ }).first().click();
  await shows(tab, ".problems summary", "No problems");
  await editor(tab, "Policy").locator(".cm-line").filter({ hasText: "default: allow" }).waitFor();
  await write(tab, "Policy", silent);
  await editor(tab, "Policy").locator(".cm-lintRange-warning").first().hover();
  await tab.locator(".cm-diagnosticAction").first().click();
  await shows(tab, ".problems summary", "No problems");
});

test("a misspelt word can be written as it is meant", async (t) => {
  const misspelt = SMALL.policy.replace("greater_than", "graeter_than");
  const tab = await open(t, await linkTo({ ...SMALL, policy: misspelt }));
  await tab.locator(".problems summary").filter({ hasText: "1 error" }).click();
  await tab.locator(".problems").getByRole("button", { name: "Fix: write greater_than" }).click();
  await shows(tab, ".decision", "Blocked by rule large");
});

test("completion offers keys, words, fields and actions", async (t) => {
  const tab = await open(t, await linkTo(SMALL));
  const offers = async (label, text, wanted) => {
    await write(tab, label, text);
    await editor(tab, label).press("Control+End");
    await editor(tab, label).press("Control+Space");
    await tab.locator(".cm-completionLabel").getByText(wanted, { exact: true }).waitFor();
    await editor(tab, label).press("Escape");
  };
  await offers("Policy", `${SMALL.policy}  - id: more\n    eff`, "effect");
  await offers("Policy", `${SMALL.policy}  - id: more\n    effect: `, "require_approval");
  await offers("Policy", `${SMALL.policy}  - id: more\n    scope: { action: `, "pay");
  await offers(
    "Policy",
    `${SMALL.policy}  - id: more\n    when: { subject: { domain: action, field: am`,
    "amount",
  );
  await offers(
    "Policy",
    `${SMALL.policy}  - id: more\n    when: { subject: { domain: action, field: amount }, operator: gre`,
    "greater_than_or_equals",
  );
  await offers("Policy", `${SMALL.policy}  - id: more\n    when: action.am`, "action.amount");
  await offers("Input", "action:\n  type: pay\n  am", "amount");
  await offers("Input", "actor:\n  role: ", "head");
  await documents(tab, "Governance").click();
  await offers("Governance", "version: 1\ngovernance:\n  rules:\n    - id: a\n      must: { ", "min_count");
  await documents(tab, "Tests").click();
  await offers("Tests", "version: 1\ntests:\n  - name: a\n    expect: { effect: ", "block");
  await documents(tab, "Schema").click();
  await offers("Schema", "version: 1\nactions:\n  pay:\n    fields:\n      a: { type: ", "integer");
});

test("a word under the pointer is explained", async (t) => {
  const tab = await open(t, await linkTo(SMALL));
  const [x, y] = await editor(tab, "Policy").evaluate((content, word) => {
    const texts = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
    while (!texts.nextNode().data.includes(word));
    const range = document.createRange();
    const from = texts.currentNode.data.indexOf(word);
    range.setStart(texts.currentNode, from);
    range.setEnd(texts.currentNode, from + word.length);
    const { left, width, top, height } = range.getBoundingClientRect();
    return [left + width / 2, top + height / 2];
  }, "greater_than");
  await tab.mouse.move(x, y);
  await tab.mouse.move(x + 1, y);
  await shows(tab, ".cm-meaning", "left > right");
});

test("conditions are rewritten, there and back", async (t) => {
  const tab = await open(t, await linkTo(SMALL));
  await tab.getByRole("button", { name: "Expressions" }).click();
  await editor(tab, "Policy").locator(".cm-line").filter({ hasText: "when: action.amount > 100" }).waitFor();
  await shows(tab, ".decision", "Blocked by rule large");
  await tab.getByRole("button", { name: "Structured" }).click();
  await editor(tab, "Policy").locator(".cm-line").filter({ hasText: "greater_than" }).waitFor();
  await write(tab, "Policy", "rules: [");
  await tab.getByRole("button", { name: "Expressions" }).click();
  await shows(tab, ".said", "well formed");
});

test("what was mended is no error any more, though someone types on", async (t) => {
  const tab = await open(t, await linkTo(SMALL), { before: (empty) => empty.clock.install() });
  await shows(tab, ".changes", "Smallest change");
  // From here on nothing is reviewed.
  await tab.clock.pauseAt(Date.now() + 3_600_000);
  await write(tab, "Policy", SMALL.policy.replace("greater_than", "graeter_than"));
  await shows(tab, ".problems summary", "1 error");
  await write(tab, "Policy", SMALL.policy);
  await shows(tab, ".decision", "Blocked by rule large");
  await shows(tab, ".problems summary", "No problems");
  await editor(tab, "Policy")
    .locator(".cm-lintRange-error, .cm-lintPoint-error")
    .waitFor({ state: "detached" });
});

test("an underline moves with its words, before anything is found anew", async (t) => {
  const policy = SMALL.policy.replace("default: allow\n", "");
  const tab = await open(t, await linkTo({ ...SMALL, policy }), { before: (empty) => empty.clock.install() });
  const underlined = editor(tab, "Policy").locator(".cm-lintRange-warning").first();
  await underlined.waitFor();
  const words = await underlined.textContent();
  await tab.clock.pauseAt(Date.now() + 3_600_000);
  await editor(tab, "Policy").press("Control+Home");
  await tab.keyboard.press("Enter");
  await write(tab, "Input", SMALL.input.replace("500", "501"));
  await shows(tab, ".flow .value", "501");
  assert.equal(await underlined.textContent(), words);
});
