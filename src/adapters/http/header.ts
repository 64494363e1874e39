// What a request says in a header: a text, or a list where it was sent several times. Frameworks show one text, which is those of
// all lines together; who sent which can only be seen where Node's own lines are at hand.

/** Names and values in turn, as Node has received them. */
export type RawHeaders = readonly string[] | undefined;

/** @param shown what the handler sees */
export function headerText(name: string, shown: unknown, raw: RawHeaders): unknown {
  // By HTTP/2 it may come in crumbs, which are one header all the same.
  if (typeof shown !== "string" || name.toLowerCase() === "cookie") return shown;
  const lines = linesOf(name, raw ?? []);
  if (lines.length === 1 && lines[0] === shown) return shown;
  if (lines.length > 1 && isMadeOf(shown, lines)) return lines;
  // Nobody knows whether its commas are those between several.
  return shown.includes(",") ? shown.split(",") : shown;
}

/** Else somebody on the server has written it, such as a middleware. */
function isMadeOf(shown: string, lines: readonly string[]): boolean {
  return [lines[0], lines.join(", "), lines.join("; ")].includes(shown);
}

function linesOf(name: string, raw: readonly string[]): string[] {
  const lower = name.toLowerCase();
  const lines: string[] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) if (raw[i]!.toLowerCase() === lower) lines.push(raw[i + 1]!);
  return lines;
}

/** The parts of a list, however they were sent: what is on the way may put lines together (RFC 9110, 5.6.1). */
export function headerParts(given: unknown): unknown {
  if (given === undefined) return undefined;
  return [given]
    .flat()
    .flatMap((line) => String(line).split(","))
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** Node's lines, where a server such as `@hono/node-server` hands its request on beside that of the platform. */
export function rawHeadersIn(bindings: unknown): RawHeaders {
  const { incoming } = (bindings ?? {}) as { readonly incoming?: { readonly rawHeaders?: unknown } | null };
  const raw = incoming?.rawHeaders;
  return Array.isArray(raw) ? raw : undefined;
}
