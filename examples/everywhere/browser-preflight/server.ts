// The page's server: hands out page and program, and decides on what is submitted, whatever the page has said before.
//
//     node server.js <folder of the built page> <program> <public key>

import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import { Actra, ActraInputError, verifyProgram } from "actra/engine";
import { ActraPolicyError, ActraRuntime } from "actra/runtime";

const [folder = ".", program = "expenses.actra", key = "release.public.pem"] = process.argv.slice(2);
const bytes = await readFile(program);
const policy = Actra.load(await verifyProgram(bytes, { release: await readFile(key, "utf8") }));

/** Who is asking: here always the same, in your server whoever the session belongs to. */
const me = { id: "mia", role: "employee" };
const runtime = new ActraRuntime(policy, { actor: () => me });
const pay = runtime.admit("expense", (expense: { amount: number; category: string; receipt: boolean }) => ({
  paid: expense.amount,
}));

const FILES: Readonly<Record<string, string>> = {
  "/": "text/html",
  "/page.css": "text/css",
  "/page.js": "text/javascript",
};
/** WebAssembly, and nothing else that makes code. */
const SECURITY =
  "default-src 'none'; connect-src 'self'; style-src 'self'; script-src 'self' 'wasm-unsafe-eval'";

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method, url = "/" } = request;
  response.setHeader("content-security-policy", SECURITY);
  if (method === "POST" && url === "/expenses") return submitted(request, response);
  if (url === "/me") return void response.end(JSON.stringify(me));
  if (url === "/expenses.actra") return void response.end(bytes);
  if (!Object.hasOwn(FILES, url)) return void response.writeHead(404).end();
  response.setHeader("content-type", FILES[url]!);
  response.end(await readFile(join(folder, url === "/" ? "index.html" : url)));
}

async function submitted(request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const result = await pay(JSON.parse(Buffer.concat(parts).toString()));
    response.end(JSON.stringify(result));
  } catch (error) {
    const isKnown = error instanceof ActraInputError || error instanceof SyntaxError;
    const status = error instanceof ActraPolicyError ? 403 : isKnown ? 400 : 500;
    const said =
      error instanceof ActraPolicyError
        ? error.decision
        : { reason: isKnown ? error.message : "no decision" };
    response.writeHead(status).end(JSON.stringify(said));
  }
}

const server = createServer((request, response) => {
  answer(request, response).catch(() => response.writeHead(500).end());
});
server.listen(Number(process.env["PORT"] ?? 0), "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object") console.log(`http://127.0.0.1:${address?.port}/`);
});
