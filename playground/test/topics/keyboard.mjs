import { test } from "node:test";
import { documents, editor, linkTo, open, SMALL, shows } from "../page.mjs";

/** Presses Tab until something with this name has the focus. */
async function tabTo(tab, name, key = "Tab") {
  for (let i = 0; i < 80; i++) {
    const label = await tab.evaluate(() => {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      return at?.getAttribute("aria-label") ?? at?.labels?.[0]?.textContent ?? at?.textContent ?? "";
    });
    if (label.startsWith(name)) return;
    await tab.keyboard.press(key);
  }
  throw new Error(`${name} is not reached by ${key}`);
}

test("everything is reached and used by the keyboard alone", async (t) => {
  const tab = await open(t, await linkTo(SMALL));
  await tab.keyboard.press("Tab");
  await tabTo(tab, "Skip to the decision");
  await tabTo(tab, "Example");
  await tabTo(tab, "Share");
  await tabTo(tab, "Light or dark");
  await tab.keyboard.press("Enter");
  await tab.waitForFunction(() => document.documentElement.dataset.theme === "dark");
  // The tabs of the documents are one stop, with arrows inside.
  await tabTo(tab, "Policy");
  await tab.keyboard.press("ArrowRight");
  await tab.keyboard.press("ArrowRight");
  await tabTo(tab, "Tests");
  await tab.keyboard.press("ArrowLeft");
  await tab.keyboard.press("ArrowLeft");
  await tabTo(tab, "Expressions");
  await tab.keyboard.press("Enter");
  await shows(tab, "main", "action.amount > 100");
  await tabTo(tab, "Input");
  await tab.keyboard.press("Control+a");
  await tab.keyboard.type("action: {type: pay, amount: 5, to: Bob}");
  await shows(tab, ".decision", "Allowed");
  await tab.keyboard.press("Control+z");
  await tabTo(tab, "Explanation");
  await tab.keyboard.press("ArrowRight");
  await tabTo(tab, "Decisions over");
  for (let i = 0; i < 40; i++) await tab.keyboard.press("ArrowLeft");
  await shows(tab, ".reading", "Allowed");
  await tabTo(tab, "Surface", "Shift+Tab");
  await tab.keyboard.press("ArrowLeft");
  await tab.keyboard.press("Tab");
  await tabTo(tab, "large, go to line");
  await tab.keyboard.press("Enter");
  await shows(tab, ".files .cm-activeLine", "id: large");
});

test("each editor is left by Tab, also while it completes", async (t) => {
  const tab = await open(t, await linkTo(SMALL));
  for (const name of ["Schema", "Policy", "Governance", "Tests"]) {
    await documents(tab, name).click();
    for (const key of ["Tab", "Shift+Tab"]) {
      await editor(tab, name).press("Control+Space");
      await tab.keyboard.press("Escape");
      await tab.keyboard.press(key);
      await editor(tab, name).and(tab.locator(":not(:focus)")).waitFor();
      await editor(tab, name).focus();
    }
  }
  await editor(tab, "Input").press("Tab");
  await editor(tab, "Input").and(tab.locator(":not(:focus)")).waitFor();
});
