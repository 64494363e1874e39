// The built page on a server that allows it no more than it says it needs, and Chromium to look at it.

import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname } from "node:path";
import { chromium } from "playwright-core";
import { CHROMIUM } from "../../runtimes/in/chromium.mjs";
import { installChromium } from "../../runtimes/install-chromium.mjs";

const DIST = new URL("../dist/", import.meta.url);
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'";

export async function site() {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const file = new URL(`.${pathname === "/" ? "/index.html" : pathname}`, DIST);
    if (!file.href.startsWith(DIST.href) || !existsSync(file)) return response.writeHead(404).end();
    response.setHeader("content-type", TYPES[extname(file.pathname)] ?? "application/octet-stream");
    response.setHeader("content-security-policy", POLICY);
    response.end(readFileSync(file));
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

export function browser(args = []) {
  installChromium();
  return chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", ...args] });
}
