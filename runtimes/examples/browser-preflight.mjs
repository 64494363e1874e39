// The page in Chromium, with its server in Node.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CHROMIUM } from "../in/chromium.mjs";
import { bundled } from "./bundled.mjs";
import { at } from "./project.mjs";
import { started } from "./started.mjs";

/** A folder for screenshots. */
const shown = process.env.SCREENSHOTS;

export async function page(folder) {
  const key = readFileSync(at("release.public.pem"), "utf8");
  const define = { POLICY_KEY: JSON.stringify(key) };
  await bundled(join(folder, "page.ts"), {
    conditions: ["browser"],
    define,
    outfile: join(folder, "page.js"),
  });
  await bundled(join(folder, "server.ts"), {
    platform: "node",
    outfile: join(folder, "server.mjs"),
    packages: "external",
  });
  const args = [join(folder, "server.mjs"), folder, at("expenses.actra"), at("release.public.pem")];
  const server = await started(process.execPath, args, { cwd: folder });
  const { chromium } = await import("playwright-core");
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  try {
    const tab = await browser.newPage({ viewport: { width: 480, height: 560 } });
    const errors = [];
    tab.on("pageerror", (error) => errors.push(error));
    tab.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    await tab.goto(server.url);
    const said = await fillIn(tab, server.url);
    const unexpected = errors.filter((error) => !String(error).includes("403"));
    if (unexpected.length > 0) throw new Error(unexpected.join("\n"));
    return said;
  } finally {
    await browser.close();
    server.stop();
  }
}

const FORMS = [
  ["", "travel", false, "none", "How much was it?"],
  ["ten", "travel", false, "none", "That is no amount"],
  ["20", "travel", false, "allow", "This will be paid"],
  ["26", "travel", false, "block", "Above 25.00 a receipt is needed"],
  ["26", "travel", true, "allow", "This will be paid"],
  ["101", "meals", true, "block", "Meals are paid up to 100.00"],
  ["900", "equipment", true, "require_approval", "Above 500.00 a manager has to agree"],
];

/** What the page says while it is filled in, and that the server says the same. */
async function fillIn(tab, url) {
  await tab.waitForFunction(() => document.querySelector("#who").textContent !== "…");
  for (const [amount, category, receipt, effect, words] of FORMS) {
    await tab.fill("[name=amount]", amount);
    await tab.selectOption("[name=category]", category);
    await tab.setChecked("[name=receipt]", receipt);
    const verdict = tab.locator("#verdict");
    const text = await verdict.textContent();
    if ((await verdict.getAttribute("data-effect")) !== effect || !text.includes(words))
      throw new Error(text);
    const canSubmit = await tab.locator("button").isEnabled();
    if (canSubmit !== ["allow", "require_approval"].includes(effect))
      throw new Error(`${text}: ${canSubmit}`);
    if (shown !== undefined)
      await tab.screenshot({ path: join(shown, `${effect}-${amount || "empty"}.png`) });
    if (canSubmit) await submitted(tab, effect, Number(amount));
  }
  // Whoever goes past the page meets the same decision.
  const past = await fetch(`${url}expenses`, {
    method: "POST",
    body: '{"amount":26,"category":"travel","receipt":false}',
  });
  if (past.status !== 403) throw new Error(`past the page: ${past.status}`);
  return `${FORMS.length} forms filled in, and the server agrees`;
}

async function submitted(tab, effect, amount) {
  await tab.click("button");
  const wanted = effect === "allow" ? `Paid: ${amount.toFixed(2)}` : "Sent. ";
  await tab.waitForFunction(
    (words) => document.querySelector("#answer").textContent.startsWith(words),
    wanted,
  );
  if (shown !== undefined) await tab.screenshot({ path: join(shown, `submitted-${amount}.png`) });
}
