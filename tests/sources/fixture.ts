/** Programs that tell which of them decides, and a real server of them. */
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach } from "vitest";
import { Actra, generateSigningKeys, type Policy, signProgram } from "../../src/index.ts";

const schema = "version: 1\nactions: { refund: { fields: { amount: number } } }";

export const policyText = (limit: number) =>
  `version: 1\nrules: [{ id: r, scope: { action: refund }, when: action.amount > ${limit}, effect: block }]`;

export const compiled = (limit: number) => Actra.compile({ schema, policy: policyText(limit) });
export const program = (limit: number) => compiled(limit).toBytes();

const keyPair = await generateSigningKeys();
export const keys = { release: keyPair.publicKey };
export const signed = (limit: number) =>
  signProgram(program(limit), { keyId: "release", privateKey: keyPair.privateKey });

/** The limit by which a policy decides. */
export function limitOf(policy: Policy): number {
  const blocks = (amount: number) =>
    policy.evaluate({ action: { type: "refund", amount } }).effect === "block";
  return [1, 10, 100, 1000].find((limit) => blocks(limit + 1) && !blocks(limit)) ?? Number.NaN;
}

export interface Site {
  readonly url: string;
  readonly requests: IncomingMessage[];
  /** What answers from now on. */
  answer: RequestListener;
}

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

export const atEnd = (run: () => void) => void closing.push(run);

export async function serve(answer: RequestListener): Promise<Site> {
  const server = createServer((request, response) => {
    site.requests.push(request);
    site.answer(request, response);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  atEnd(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/access.actra`;
  const site: Site = { url, requests: [], answer };
  return site;
}

/** As a file server does it. */
export function file(
  bytes: Uint8Array,
  etag: string | undefined = `"${bytes.length}-${bytes.at(-20)}-${Math.random()}"`,
) {
  return (request: IncomingMessage, response: ServerResponse) => {
    if (etag !== "") response.setHeader("etag", etag);
    if (etag !== "" && request.headers["if-none-match"] === etag) response.writeHead(304).end();
    else response.end(bytes);
  };
}

export async function until(isSo: () => boolean, limit = 20_000): Promise<void> {
  const start = Date.now();
  while (!isSo()) {
    if (Date.now() - start > limit) throw new Error("it never came to that");
    await new Promise((done) => setTimeout(done, 5));
  }
}
