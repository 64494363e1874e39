// Chromium: the bundle in a page, in a module worker, and in a page whose content security policy allows no more than it must.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";

export const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const SCRIPT = '<!doctype html><script type="module" src="/bundle.mjs"></script>';
const WORKER =
  '<!doctype html><script>const worker = new Worker("/bundle.mjs", { type: "module" });</script>';
const STRICT = "default-src 'none'; connect-src 'self'; script-src 'self' 'wasm-unsafe-eval'";

export const page = (bundle) => inPage(bundle, SCRIPT);
export const worker = (bundle) => inPage(bundle, WORKER);
export const strictPage = (bundle) => inPage(bundle, SCRIPT, STRICT);

async function inPage(bundle, html, policy) {
  const { chromium } = await import("playwright-core");
  const site = await serve(bundle, html, policy);
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  try {
    const tab = await browser.newPage();
    const failed = new Promise((_, reject) => tab.on("pageerror", reject));
    await tab.goto(site.url);
    return { version: browser.version(), answers: await Promise.race([site.answers, failed]) };
  } finally {
    await browser.close();
    site.close();
  }
}

async function serve(bundle, html, policy) {
  const answers = resolvers();
  const server = createServer(async (request, response) => {
    if (request.url === "/answers") answers.resolve(JSON.parse(await bodyOf(request)));
    const isCode = request.url === "/bundle.mjs";
    response.setHeader("content-type", isCode ? "text/javascript" : "text/html");
    if (policy !== undefined) response.setHeader("content-security-policy", policy);
    response.end(isCode ? readFileSync(bundle) : html);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const url = `http://127.0.0.1:${server.address().port}/`;
  return { url, answers: answers.promise, close: () => server.close() };
}

function resolvers() {
  let resolve;
  const promise = new Promise((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

async function bodyOf(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}
