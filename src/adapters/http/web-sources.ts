import { ActraInputError } from "../../errors.ts";
import { requireCount } from "../../runtime/options.ts";
import { bytesWithin, type ChunkReader } from "../../sources/bytes-within.ts";
import type { Sources } from "./sources.ts";

// The body of a web `Request`, read from a copy, so that the handler can read it again.

/** What is used of a `Request`. */
export interface WebRequest {
  readonly headers: { get(name: string): string | null };
  readonly body: { readonly getReader?: unknown } | null;
  readonly bodyUsed: boolean;
  clone(): { readonly body: unknown };
}

/** Of a route whose guard reads the body itself. */
export interface BodyOptions {
  /** The most bytes that a body may have where fields come from it; 1 MiB when left out. */
  readonly bodyLimit?: number | undefined;
}

export const BODY_OPTIONS = { bodyLimit: "any" } as const satisfies Record<keyof BodyOptions, "any">;

/** Bytes: what body parsers take at most when nobody says how much. */
const BODY_LIMIT = 1024 * 1024;
const LARGEST_LIMIT = 2 ** 31 - 1;

/** @throws TypeError: nothing is more than what is no number */
export function bodyLimitOf({ bodyLimit = BODY_LIMIT }: BodyOptions): number {
  requireCount("`bodyLimit`", bodyLimit, LARGEST_LIMIT);
  return bodyLimit;
}

type Body = Sources["body"];

export const noBody: Body = () => undefined;

/**
 * Never rejects: what is wrong with the body is said where its fields are asked for.
 *
 * @param kept gives a body that somebody has read already
 */
export async function readBody(
  request: WebRequest,
  limit: number,
  kept?: () => Promise<string>,
): Promise<Body> {
  if (request.body === null) return noBody;
  try {
    const text =
      request.bodyUsed && kept !== undefined ? await kept() : DECODER.decode(await readBytes(request, limit));
    return parsedBody(text, request.headers.get("content-type") ?? "");
  } catch (error) {
    return refusing(
      error instanceof ActraInputError ? error : refusal("INPUT_ACCESS", "a readable body of UTF-8", "none"),
    );
  }
}

const DECODER = /* @__PURE__ */ new TextDecoder("utf-8", { fatal: true });

function parsedBody(text: string, contentType: string): Body {
  if (text === "") return noBody;
  if (/^application\/x-www-form-urlencoded\s*(;|$)/i.test(contentType)) {
    const form = new URLSearchParams(text);
    return () => form;
  }
  if (!/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(contentType))
    return refusing(refusal("INPUT_TYPE", "a body of JSON or a form", "another type"));
  try {
    const value: unknown = JSON.parse(text);
    return () => value;
  } catch {
    return refusing(refusal("INPUT_TYPE", "a body of JSON", "a text that is none"));
  }
}

async function readBytes(request: WebRequest, limit: number): Promise<Uint8Array> {
  const reader = (request.clone().body as { getReader(): ChunkReader }).getReader();
  return bytesWithin(reader, limit, () => refusal("INPUT_LIMIT", `at most ${limit} bytes`, "more"));
}

function refusal(code: "INPUT_TYPE" | "INPUT_LIMIT" | "INPUT_ACCESS", expected: string, received: string) {
  return new ActraInputError(code, "body", expected, received);
}

function refusing(error: ActraInputError): Body {
  return () => {
    throw error;
  };
}

/** One text, several as a list, `undefined` for none. */
export function textIn(values: readonly string[]): string | readonly string[] | undefined {
  return values.length > 1 ? values : values[0];
}

/** A field of a form that `readBody` has read. @throws ActraInputError */
export function formText(body: Body, name: string): string | readonly string[] | undefined {
  const form = body();
  return form instanceof URLSearchParams ? textIn(form.getAll(name)) : undefined;
}
