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

test("problems and blocks too", async (t) => {
  const tab = await open(t, await linkTo({ ...SMALL, policy: SMALL.policy.replace("block", "blok") }));
  await tab.evaluate(AXE);
  await tab.locator(".problems summary").click();
  assert.deepEqual(await violations(tab), []);
});
