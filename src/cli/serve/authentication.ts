import { createHash, timingSafeEqual } from "node:crypto";
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
  jwtVerify,
} from "jose";
import { readText } from "../read/bytes.ts";
import { readMap } from "../read/data.ts";
import type { Terminal } from "../terminal.ts";
import { WrongUse } from "../wrong-use.ts";

// Who may ask: whoever has one of the keys, or a token of the issuer.

export interface AuthenticationWords {
  /** A file with a key on each line. */
  readonly apiKeys?: string;
  /** Where the keys are that tokens are signed with: a URL, or a file. */
  readonly jwks?: string;
  readonly issuer?: string;
  readonly audience?: string;
}

/** Whether this request may ask. Never throws. */
export type Authenticate = (headers: Headers) => Promise<boolean>;

/** Nothing when anybody may ask. @throws WrongUse */
export async function authenticationOf(
  words: AuthenticationWords,
  terminal: Terminal,
): Promise<Authenticate | undefined> {
  const ways = [
    ...(words.apiKeys === undefined ? [] : [await byKey(words.apiKeys, terminal)]),
    ...(words.jwks === undefined ? [] : [await byToken(words, terminal)]),
  ];
  if (words.jwks === undefined && (words.issuer ?? words.audience) !== undefined)
    throw new WrongUse("`--issuer` and `--audience` go with `--jwks`");
  if (ways.length === 0) return undefined;
  return async (headers) => {
    for (const way of ways) if (await way(headers)) return true;
    return false;
  };
}

const KEYS_BYTES = 1024 * 1024;
/** Shorter ones can be guessed. */
const SHORTEST_KEY = 16;

async function byKey(path: string, terminal: Terminal): Promise<Authenticate> {
  const text = await readText(path, KEYS_BYTES, terminal);
  const keys = text.split(/\r?\n/).map((line) => line.trim());
  const good = keys.filter((key) => key !== "");
  if (good.length === 0 || good.some((key) => key.length < SHORTEST_KEY))
    throw new WrongUse(`\`${path}\` has to have a key on each line, of at least ${SHORTEST_KEY} characters`);
  const digests = good.map(digest);
  return async (headers) => {
    const given = digest(headers.get("x-api-key") ?? bearer(headers) ?? "");
    // All of them, in the same time whichever it is.
    return digests.map((each) => timingSafeEqual(each, given)).includes(true);
  };
}

function digest(key: string): Buffer {
  return createHash("sha256").update(key).digest();
}

/** No shared secrets: whoever can check a token could make one. */
const ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"];

async function byToken(
  { jwks, issuer, audience }: AuthenticationWords,
  terminal: Terminal,
): Promise<Authenticate> {
  if (issuer === undefined || audience === undefined)
    throw new WrongUse(
      "`--jwks` goes with `--issuer` and `--audience`",
      "else tokens for anybody else would do",
    );
  const keys = await keySet(jwks!, terminal);
  const options = { issuer, audience, algorithms: ALGORITHMS, requiredClaims: ["exp"] };
  return async (headers) => {
    const token = bearer(headers);
    if (token === undefined) return false;
    return jwtVerify(token, keys, options).then(
      () => true,
      () => false,
    );
  };
}

async function keySet(where: string, terminal: Terminal): Promise<JWTVerifyGetKey> {
  if (/^https:\/\//.test(where)) return createRemoteJWKSet(new URL(where));
  if (/^http:\/\//.test(where)) throw new WrongUse("`--jwks` has to be https, or a file");
  const data = await readMap(where, terminal);
  try {
    return createLocalJWKSet(data as unknown as JSONWebKeySet);
  } catch (cause) {
    throw new WrongUse(`\`${where}\` is no set of keys`, undefined, { cause });
  }
}

function bearer(headers: Headers): string | undefined {
  return /^Bearer +([^ ]+)$/i.exec(headers.get("authorization") ?? "")?.[1];
}

/** The answer to whoever may not ask. */
export async function refusalOf(
  request: Request,
  authenticate: Authenticate | undefined,
): Promise<Response | undefined> {
  if (authenticate === undefined)
    return isAskedHere(request) ? undefined : new Response("not by this name", { status: 403 });
  if (await authenticate(request.headers)) return undefined;
  const id = request.headers.get("x-request-id");
  const headers = { "www-authenticate": "Bearer", ...(id !== null && { "x-request-id": id }) };
  return new Response("who asks is not known", { status: 401, headers });
}

/** A page in a browser can make its own name lead here, or send a request to a name of this machine: then it says whose page it is. */
function isAskedHere({ url, headers }: Request): boolean {
  const origin = headers.get("origin") ?? url;
  return [url, origin].every((each) => URL.canParse(each) && isOfThisMachine(new URL(each).hostname));
}

/** `localhost`, or an address that stays on this machine. */
function isOfThisMachine(host: string): boolean {
  return host === "localhost" || host === "::1" || host === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/** @throws WrongUse where others could ask, and nothing tells who they are */
export function requireKnown(host: string, authenticate: Authenticate | undefined): void {
  if (authenticate !== undefined || isOfThisMachine(host)) return;
  throw new WrongUse(
    `without authentication only this machine may ask, and \`${host}\` is open to others`,
    "name the keys of those who may by `--api-keys` or `--jwks`",
  );
}
