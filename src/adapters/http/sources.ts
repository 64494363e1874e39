import { ActraInputError } from "../../errors.ts";
import { describe } from "../../machine/describe.ts";
import { headerText, type RawHeaders } from "./header.ts";
import type { TextSource } from "./route.ts";

// A request as its fields are read: what the framework has made of it, so that the handler sees the same.

/** Each framework has its own way to what a request says. */
export interface Sources {
  /** A text, a list of them where there are several, `undefined` where there is none. */
  readonly text: (source: TextSource, name: string) => unknown;
  /** A parsed body; `undefined` where there is none. @throws ActraInputError where it cannot be read */
  readonly body: () => unknown;
  readonly contentType: string | undefined;
}

const FORM = /^(application\/x-www-form-urlencoded|multipart\/form-data)\s*(;|$)/i;

/** @throws ActraInputError where a form stands in place of JSON, or JSON in place of a form */
export function requireKind(source: "body" | "form", { contentType }: Sources): void {
  const isForm = FORM.test(contentType ?? "");
  if (contentType === undefined || isForm === (source === "form")) return;
  const expected = source === "form" ? "a form" : "a body of JSON";
  throw new ActraInputError("INPUT_TYPE", "body", expected, isForm ? "a form" : "another type");
}

/** @throws ActraInputError unless it is an object, or nothing at all */
export function ownPart(value: unknown, name: string, path: string): unknown {
  if (value === undefined) return undefined;
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new ActraInputError("INPUT_TYPE", path, "an object", describeShape(value));
  return Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}

/** Not the value itself: nobody knows here whether it is sensitive. */
function describeShape(value: unknown): string {
  return typeof value === "object" ? describe(value) : typeof value;
}

/** The request as Node's frameworks show it, their middleware having read the body. */
export interface ParsedRequest {
  readonly params: unknown;
  readonly query: unknown;
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined };
  readonly body?: unknown;
}

export function parsedSources(request: ParsedRequest, raw: RawHeaders): Sources {
  const contentType = request.headers["content-type"];
  const body = () => request.body ?? undefined;
  return {
    contentType: typeof contentType === "string" ? contentType : undefined,
    body,
    text: (source, name) => {
      if (source === "headers")
        return headerText(name, ownPart(request.headers, name.toLowerCase(), source), raw);
      return ownPart(source === "form" ? body() : (request[source] ?? undefined), name, source);
    },
  };
}
