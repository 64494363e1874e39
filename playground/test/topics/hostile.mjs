import assert from "node:assert/strict";
import { test } from "node:test";
import { editor, linkTo, open, packed, SMALL, shows } from "../page.mjs";

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
    await shows(tab, ".said", `Not opened: the link`);
    await shows(tab, ".said", what.split(":")[0]);
    await shows(tab, ".decision", "Needs approval");
    await tab.context().close();
  }
});

test("the page may do no more than it must", async (t) => {
  const tab = await open(t);
  const content = await tab.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
  assert.match(content, /script-src 'self' 'wasm-unsafe-eval';/);
  assert.doesNotMatch(content, /'unsafe-(inline|eval)'/);
  assert.equal(await editor(tab, "Policy").count(), 1);
});
