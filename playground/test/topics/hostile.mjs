import assert from "node:assert/strict";
import { test } from "node:test";
import { editor, linkTo, open, packed, SMALL, shows, write } from "../page.mjs";

const MARKUP = `<img src=x onerror="globalThis.ran=1"><script>globalThis.ran=1</script>`;

test("a shared link opens the same documents", async (t) => {
  const tab = await open(t, await linkTo(SMALL));
  await tab.getByRole("button", { name: "Share" }).click();
  await tab.waitForURL(/#v1\./);
  const address = tab.url();
  const again = await open(t, address.slice(address.indexOf("#")));
  await shows(again, ".decision", "Blocked by rule large");
});

test("what a link holds is shown as text and never runs", async (t) => {
  const quoted = JSON.stringify(MARKUP);
  const policy = SMALL.policy
    .replace("Too much", quoted)
    .replace("effect: block", `effect: block # ${MARKUP}`);
  const tab = await open(
    t,
    await linkTo({
      ...SMALL,
      policy,
      input: SMALL.input.replace("Ann", quoted),
      tests: SMALL.tests.replace("small", quoted),
    }),
  );
  await shows(tab, ".decision .reason", MARKUP);
  for (const name of ["Surface", "Tests", "Program", "Explanation"])
    await tab.getByRole("tab", { name }).last().click();
  assert.equal(await tab.evaluate(() => globalThis.ran), undefined);
  assert.equal(await tab.locator("img, main script, iframe, main a").count(), 0);
});

test("links that are damaged, too large or of another shape open the first example and say so", async (t) => {
  const file = { path: "policy.yaml", text: "" };
  const whole = { schema: "", policies: [file], governance: "", tests: "", input: "" };
  const bad = {
    "damaged: no base64": "#v1.%%%",
    "damaged: cut": (await packed(whole)).slice(0, 20),
    "damaged: no UTF-8": await packed(new Uint8Array([34, 0xff, 0xfe, 34])),
    "of another version": `#v2.${(await packed(whole)).slice(4)}`,
    "damaged: no JSON": await packed("hello"),
    "no documents: null": await packed("null"),
    "no documents: a number": await packed({ ...whole, schema: 1 }),
    "no documents: no policies": await packed({ ...whole, policies: [] }),
    "no documents: its own name": await packed({ ...whole, policies: [{ path: "schema", text: "" }] }),
    "no documents: markup": await packed({ ...whole, policies: [{ path: `${MARKUP}.yaml`, text: "" }] }),
    "no documents: twice": await packed({ ...whole, policies: [file, file] }),
    "more than": await packed({ ...whole, schema: "a".repeat(50_000_000) }),
    "too long": `#v1.${"A".repeat(300_000)}`,
  };
  for (const [what, fragment] of Object.entries(bad)) {
    const tab = await open(t, fragment);
    await shows(tab, ".said", "Not opened: the link");
    await shows(tab, ".said", what.split(":")[0]);
    await shows(tab, ".decision", "Needs approval");
    await tab.context().close();
  }
});

test("names that mean something to JavaScript are names", async (t) => {
  const tab = await open(t, await linkTo(SMALL));
  for (const name of ["__proto__", "constructor", "hasOwnProperty"]) {
    await write(tab, "Policy", SMALL.policy.replace("id: large", `id: ${name}`));
    await shows(tab, ".decision", "The policy does not compile");
    await shows(tab, ".decision .reason", name);
    await write(tab, "Policy", SMALL.policy);
    await write(
      tab,
      "Input",
      `{"action": {"type": "pay", "${name}": {"amount": 5}}, "${name}": {"amount": 5}}`,
    );
    await shows(tab, ".decision .notes", "Missing action.amount");
  }
  assert.equal(await tab.evaluate(() => "amount" in {}), false);
});

test("rules named by markup are refused, and shown as text", async (t) => {
  const policy = SMALL.policy.replace("id: large", `id: ${JSON.stringify(MARKUP)}`);
  const tab = await open(t, await linkTo({ ...SMALL, policy }));
  await shows(tab, ".decision", "The policy does not compile");
  await shows(tab, ".decision .reason", "onerror");
  await tab.locator(".problems summary").click();
  assert.equal(await tab.locator("img, main script, iframe, main a").count(), 0);
  assert.equal(await tab.evaluate(() => globalThis.ran), undefined);
});

test("a document of five megabytes is refused, and the page goes on", async (t) => {
  const tab = await open(t, await linkTo(SMALL));
  await write(tab, "Policy", `# ${"large ".repeat(20)}\n`.repeat(42_000));
  await shows(tab, ".decision", "The policy does not compile");
  await tab.getByRole("button", { name: "Share" }).click();
  await shows(tab, ".said", "No link");
  await write(tab, "Policy", SMALL.policy);
  await shows(tab, ".decision", "Blocked by rule large");
});

test("lines made to keep completion and hover busy do not", async (t) => {
  const long = 400_000;
  const policy = `${SMALL.policy}# ${"a".repeat(long)}:\na${" ".repeat(long)}b\n${"- ".repeat(long / 2)}\nx`;
  const tab = await open(t, await linkTo({ ...SMALL, policy }));
  await shows(tab, ".decision", "The policy does not compile");
  await editor(tab, "Policy").press("Control+End");
  const took = await tab.evaluate(() => performance.now());
  for (const key of ["Control+Space", "ArrowUp", "Control+Space", "ArrowUp", "End", "Control+Space"])
    await editor(tab, "Policy").press(key);
  const until = await tab.evaluate(() => performance.now());
  // Squared it would be minutes.
  assert.ok(until - took < 20_000, `${until - took} ms`);
});

test("patterns that would be endless elsewhere are refused or decided", async (t) => {
  const policy = (pattern) => `version: 1
default: allow
rules:
  - { id: a, scope: { action: pay }, effect: block,
      when: { subject: { domain: action, field: to }, operator: matches, value: { literal: ${JSON.stringify(pattern)} } } }
`;
  const input = `action: { type: pay, amount: 1, to: ${"a".repeat(2_000)}! }`;
  const tab = await open(t, await linkTo({ ...SMALL, policy: policy("^(a+)+$"), input }));
  await shows(tab, ".decision", "Allowed");
  await write(tab, "Policy", policy("(a|b)*a(a|b){20}(c|d){3000}"));
  await shows(tab, ".decision", "The policy does not compile");
});

test("the page may do no more than it must", async (t) => {
  const tab = await open(t);
  const content = await tab.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
  assert.match(content, /script-src 'self' 'wasm-unsafe-eval';/);
  assert.doesNotMatch(content, /'unsafe-(inline|eval)'/);
  assert.equal(await editor(tab, "Policy").count(), 1);
});
