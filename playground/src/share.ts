import type { Documents, PolicyText } from "./documents.ts";

// Documents in the fragment of a link, which no server sees. What comes out of one is text and nothing else: it is shown in
// editors and compiled, as whatever is typed there.

const MARK = "#v1.";
const ANY_MARK = /^#v\d+\./;
/** Longer links are cut by mail and chat programs. */
const LONGEST_LINK = 200_000;
/** Bytes of all documents; a short link could stand for gigabytes. */
const LONGEST_TEXT = 2_000_000;
const MOST_FILES = 20;
const POLICY_PATH = /^(?:policy|policies\/[\w.-]{1,60})\.ya?ml$/;

export class LinkError extends Error {}

/**
 * The fragment for these documents.
 *
 * @throws LinkError when they are too long for one
 */
export async function fragmentOf(documents: Documents): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(documents));
  // Text that says the same again and again is short as a link, and refused when the link is opened.
  if (bytes.length > LONGEST_TEXT) throw new LinkError("the documents are too long for a link");
  const fragment = `${MARK}${toBase64(await through(bytes, new CompressionStream("deflate-raw"), Infinity))}`;
  if (fragment.length > LONGEST_LINK) throw new LinkError("the documents are too long for a link");
  return fragment;
}

/**
 * The documents of a fragment; `undefined` when it is another kind of fragment.
 *
 * @throws LinkError when it is damaged, or over a limit
 */
export async function documentsIn(fragment: string): Promise<Documents | undefined> {
  if (!ANY_MARK.test(fragment)) return undefined;
  if (!fragment.startsWith(MARK)) throw new LinkError("the link is of another version of the playground");
  if (fragment.length > LONGEST_LINK) throw new LinkError("the link is too long");
  return checkedDocuments(parsed(await unpacked(fragment.slice(MARK.length))));
}

async function unpacked(text: string): Promise<Uint8Array> {
  try {
    return await through(fromBase64(text), new DecompressionStream("deflate-raw"), LONGEST_TEXT);
  } catch (error) {
    throw error instanceof LinkError ? error : new LinkError("the link is damaged");
  }
}

/** Stops reading once there is more than `most`, whatever would still come. */
async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
  most: number,
): Promise<Uint8Array> {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const parts: BlobPart[] = [];
  let length = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    length += read.value.length;
    if (length > most) {
      await reader.cancel();
      throw new LinkError("the link holds more than the playground takes");
    }
    parts.push(read.value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new LinkError("the link is damaged");
  }
}

/**
 * Only what documents consist of is taken over.
 *
 * @throws LinkError when it is something else
 */
export function checkedDocuments(data: unknown): Documents {
  const { schema, policies, governance, tests, input } = Object(data) as Record<string, unknown>;
  const all = [schema, governance, tests, input];
  if (!all.every((text) => typeof text === "string") || !arePolicies(policies))
    throw new LinkError("the link holds no documents");
  const files = policies.map(({ path, text }) => ({ path, text }));
  return { schema, policies: files, governance, tests, input } as Documents;
}

function arePolicies(data: unknown): data is readonly PolicyText[] {
  if (!Array.isArray(data) || data.length === 0 || data.length > MOST_FILES) return false;
  const paths = data.map((file) => Object(file).path);
  const areTexts = data.every((file) => typeof Object(file).text === "string");
  return (
    areTexts &&
    new Set(paths).size === paths.length &&
    paths.every((path) => typeof path === "string" && POLICY_PATH.test(path))
  );
}

function toBase64(bytes: Uint8Array): string {
  const characters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(characters).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const characters = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(characters, (character) => character.charCodeAt(0));
}
