import { Composer, type CST, type ErrorCode, type ParsedNode, Schema } from "yaml";
import type { SyntaxErrors } from "./syntax-errors.ts";

/** What `yaml` does, and we do cheaper: compare keys (each with all before it), find lines, tell numbers from text. */
const OPTIONS = {
  version: "1.2",
  schema: new Schema({ schema: "failsafe" }),
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: "silent",
} as const;

/** What `yaml` calls a place: an offset, a start and an end, or a token. */
type Place = number | readonly number[] | { readonly offset: number; readonly source?: unknown };

/** A concrete syntax tree as `yaml`'s nodes; `null` when there is nothing in it. */
export function compose(document: CST.Document, errors: SyntaxErrors): ParsedNode | null {
  const composer = new Composer(OPTIONS);
  // `yaml` makes an `Error` with a stack trace of each of a text's millions of errors; there is no public way in.
  Object.assign(composer, {
    onError: (place: Place, code: ErrorCode, message: string) => errors.add(code, message, ...bounds(place)),
  });
  const [composed] = [...composer.next(document), ...composer.end()];
  return composed?.contents ?? null;
}

function bounds(place: Place): [start: number, end?: number] {
  if (typeof place === "number") return [place];
  if (!("offset" in place)) return [place[0]!, place[1]!];
  const { offset, source } = place;
  return typeof source === "string" && source !== "" ? [offset, offset + source.length] : [offset];
}
