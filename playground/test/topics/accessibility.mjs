import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { linkTo, open, panel, SMALL, shows, write } from "../page.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

async function violations(tab) {
  const found = await tab.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  return found.violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`).join(" | ")}`,
  );
}

for (const colorScheme of ["light", "dark"]) {
  for (const width of [1440, 390]) {
    test(`axe finds nothing: ${colorScheme}, ${width} pixels`, async (t) => {
      const tab = await open(t, "#refund-approvals", { colorScheme, viewport: { width, height: 900 } });
      // As an extension would: the page itself lets no script in.
      await tab.evaluate(AXE);
      for (const name of ["Explanation", "Surface", "Tests", "Program"]) {
        await panel(tab, name).click();
        await shows(
          tab,
          `[role="tabpanel"][aria-label="${name}"]`,
          { Explanation: "looked at", Surface: "Across", Tests: "All pass", Program: "entry refund" }[name],
        );
        assert.deepEqual(await violations(tab), [], name);
      }
      await write(tab, "Input", "action: { type: refund, amount: none }");
      await shows(tab, ".decision", "No decision");
      assert.deepEqual(await violations(tab), [], "an input error");
      const isWider = await tab.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      assert.equal(isWider, false, "nothing is wider than the window");
    });
  }
}

/** What the page looks like when something is the matter, or nothing is there. */
const STATES = {
  "a block": [SMALL, "Blocked by rule large"],
  "something missing": [{ ...SMALL, input: "action: { type: pay, to: Ann }" }, "Missing action.amount"],
  "no decision": [{ ...SMALL, policy: SMALL.policy.replace("block", "blok") }, "does not compile"],
  "no tests, no actor": [{ ...SMALL, input: "action: { type: pay, amount: 5, to: A }" }, "Allowed"],
  "many rules": [{ ...SMALL, policy: manyRules(1_000) }, "Blocked by rule large"],
};

function manyRules(count) {
  const one = (_, i) =>
    `  - { id: rule_${i}, scope: { action: pay }, when: action.amount > ${1_000 + i}, effect: block }\n`;
  return SMALL.policy + Array.from({ length: count }, one).join("");
}

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing in other states: ${colorScheme}`, async (t) => {
    for (const [state, [documents, words]] of Object.entries(STATES)) {
      const tab = await open(t, await linkTo(documents), { colorScheme });
      await tab.evaluate(AXE);
      await shows(tab, ".decision", words);
      await tab.locator(".problems summary").click();
      assert.deepEqual(await violations(tab), [], state);
      await tab.context().close();
    }
  });
}

test("at a zoom of 200 %, and in a low window, every part has its room", async (t) => {
  for (const viewport of [
    { width: 720, height: 450 },
    { width: 1280, height: 500 },
  ]) {
    const tab = await open(t, "#refund-approvals", { viewport });
    await shows(tab, ".explanation .lead", "looked at");
    for (const part of [".files .editor:not([hidden])", ".input .editor", ".details"]) {
      const { height } = await tab.locator(part).first().boundingBox();
      assert.ok(height > 130, `${part} is ${height} high at ${viewport.width}`);
    }
    const isWider = await tab.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    assert.equal(isWider, false);
    await tab.context().close();
  }
});

test("nothing moves for those who want nothing to move", async (t) => {
  const tab = await open(t, "", { reducedMotion: "reduce" });
  const moving = await tab.evaluate(() =>
    [...document.querySelectorAll("*")].filter((each) => getComputedStyle(each).transitionDuration !== "0s"),
  );
  assert.equal(moving.length, 0);
});
