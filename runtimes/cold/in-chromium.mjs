// From the import of `actra/engine` to the first decision, in a page of its own profile. The import is from a server on this
// machine, and is part of the time.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { made } from "../bundle.mjs";
import { CHROMIUM } from "../in/chromium.mjs";
import { bundled } from "./bundled.mjs";
import { INPUT, program, WANTED } from "./program.mjs";

const engine = join(made, "cold-engine.js");
const PAGE = `<!doctype html><script type="module">
const bytes = new Uint8Array(await (await fetch("/cold.actra")).arrayBuffer());
const input = ${INPUT};
const start = performance.now();
const { Actra } = await import("/engine.js");
const { effect } = Actra.load(bytes).evaluate(input);
const took = performance.now() - start;
document.title = effect === "${WANTED}" ? took : "wrong";
</script>`;
const FILES = {
  "/": ["text/html", () => PAGE],
  "/engine.js": ["text/javascript", () => readFileSync(engine)],
};

export async function inChromium(measure) {
  const { chromium } = await import("playwright-core");
  await bundled('export { Actra } from "actra/engine";', "browser", engine);
  const server = createServer(({ url }, response) => {
    const [type, content] = FILES[url] ?? ["application/octet-stream", () => readFileSync(program)];
    // Isolated pages have a clock of 5 microseconds.
    response.setHeader("cross-origin-opener-policy", "same-origin");
    response.setHeader("cross-origin-embedder-policy", "require-corp");
    response.setHeader("content-type", type).end(content());
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  try {
    await measure(`Chromium ${browser.version()}`, () => once(browser, server.address().port));
  } finally {
    await browser.close();
    server.close();
  }
}

async function once(browser, port) {
  const context = await browser.newContext();
  const tab = await context.newPage();
  await tab.goto(`http://127.0.0.1:${port}/`);
  await tab.waitForFunction(() => document.title !== "");
  const took = Number(await tab.title());
  await context.close();
  if (Number.isNaN(took)) throw new Error("another decision");
  return took;
}
