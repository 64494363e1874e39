// One site and one browser for all topics, and a page for each test in which any error is the test's failure.

import assert from "node:assert/strict";
import { after } from "node:test";
import { browser, site } from "./site.mjs";

export const place = await site();
const chromium = await browser();

after(async () => {
  await chromium.close();
  place.close();
});

/**
 * Opens the page and waits for its decision. `before` gets the tab while it is empty; errors that a test is about are
 * `expected`; other `options` are the browser's.
 */
export async function open(t, fragment = "", { before, expected, within = chromium, ...options } = {}) {
  const context = await within.newContext({
    viewport: { width: 1440, height: 900 },
    serviceWorkers: "block",
    ...options,
  });
  const tab = await context.newPage();
  const problems = [];
  tab.setDefaultTimeout(Number(process.env.PATIENCE ?? 60_000));
  tab.on("pageerror", (error) => problems.push(error.message));
  tab.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  tab.on("dialog", (dialog) => problems.push(`dialog: ${dialog.message()}`));
  tab.on("request", (request) => {
    const isOwn = request.url().startsWith(place.url) || /^(data|blob):/.test(request.url());
    if (!isOwn) problems.push(`asked ${request.url()}`);
  });
  t.after(() => context.close());
  t.after(() =>
    assert.deepEqual(
      problems.filter((problem) => !expected?.test(problem)),
      [],
    ),
  );
  await before?.(tab);
  await tab.goto(place.url + fragment);
  await tab.locator(".decision strong").waitFor();
  await editor(tab, "Input").waitFor();
  return tab;
}

export function editor(tab, label) {
  return tab.getByRole("textbox", { name: label, exact: true });
}

/** All of an editor's text anew. */
export async function write(tab, label, text) {
  await editor(tab, label).press("Control+a");
  // As when somebody pastes. What Playwright fills in comes with styles, which the page's security policy refuses.
  await editor(tab, label).evaluate((content, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    content.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

export async function shows(tab, selector, text) {
  await tab.locator(selector).filter({ hasText: text }).first().waitFor();
}

export function documents(tab, name) {
  return tab.getByRole("tablist", { name: "Documents" }).getByRole("tab", { name });
}

export function panel(tab, name) {
  return tab.getByRole("tablist", { name: "About the decision" }).getByRole("tab", { name });
}

/** Small documents to change in a test. */
export const SMALL = {
  schema: `version: 1
actions:
  pay:
    fields: { amount: integer, to: string }
actor:
  fields: { role: { type: string, enum: [clerk, head] } }
`,
  policy: `version: 1
default: allow
rules:
  - id: large
    scope: { action: pay }
    when: { subject: { domain: action, field: amount }, operator: greater_than, value: { literal: 100 } }
    effect: block
    reason: Too much
  - id: self
    scope: { action: pay }
    when: action.to == "Self" && actor.role == "clerk"
    effect: block
`,
  input: `action: { type: pay, amount: 500, to: Ann }
actor: { role: clerk }
`,
  tests: `version: 1
tests:
  - name: small
    input: { action: { type: pay, amount: 5, to: Ann } }
    expect: { effect: allow }
`,
};

/** The page with these documents, opened by a link as the page itself would make it. */
export function linkTo({
  schema,
  policy,
  input,
  tests = "",
  governance = "",
  policies = [{ path: "policy.yaml", text: policy }],
}) {
  return packed({ schema, policies, governance, tests, input });
}

export async function packed(data) {
  const text = typeof data === "string" ? data : JSON.stringify(data);
  const bytes = data instanceof Uint8Array ? data : new TextEncoder().encode(text);
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return `#v1.${Buffer.from(await new Response(stream).arrayBuffer()).toString("base64url")}`;
}
