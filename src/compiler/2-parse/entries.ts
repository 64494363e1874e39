import type { Related } from "../../diagnostics/diagnostic.ts";
import type { Span } from "../../diagnostics/span.ts";
import { didYouMean } from "../../diagnostics/suggest.ts";
import type { Entry, MapNode, Node } from "../1-read/node.ts";
import { wrongKind } from "./expect.ts";
import { MERGE_KEY, MERGE_KEY_HELP } from "./names.ts";
import type { Parsing } from "./parsing.ts";

/** What keys a map may have. */
export interface Shape {
  /** As messages say it: `a rule`. */
  readonly what: string;
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** For whoever wrote something that is no map. */
  readonly help?: string | undefined;
  /** For whoever wrote a key that looks like none of these. */
  readonly others?: string;
  /** For whoever left out a required key. */
  readonly absent?: Readonly<Record<string, string | undefined>>;
}

/** The entries of a map whose keys are known. */
export class Entries {
  readonly span: Span;
  readonly #entries: ReadonlyMap<string, Entry>;

  private constructor({ span, entries }: MapNode) {
    this.span = span;
    this.#entries = entries;
  }

  /** Reports keys that are unknown or missing; `undefined` when the node is no map. */
  static of(node: Node, shape: Shape, parsing: Parsing): Entries | undefined {
    if (node.kind !== "map")
      return wrongKind(node, shape.what, `a map with ${listed(shape)}`, parsing, shape.help);
    for (const entry of node.entries.values()) checkKey(entry, shape, parsing);
    for (const key of shape.required) {
      if (!node.entries.has(key)) reportMissing(node, key, shape, parsing);
    }
    return new Entries(node);
  }

  /** Where to point when something is missing: a map may be long. */
  get place(): Span {
    return firstKey(this.#entries) ?? this.span;
  }

  get size(): number {
    return this.#entries.size;
  }

  has(key: string): boolean {
    return this.#entries.has(key);
  }

  /** Which of the keys are there, in the order of the document. */
  present(keys: readonly string[]): readonly Entry[] {
    return [...this.#entries.values()].filter(({ key }) => keys.includes(key));
  }

  /** What `parse` makes of the value, when the key is there. */
  get<T>(key: string, parse: (node: Node, what: string) => T | undefined): T | undefined {
    const entry = this.#entries.get(key);
    return entry && parse(entry.value, `\`${key}\``);
  }

  /** Whether a key is there of whose value nothing could be made. */
  areBroken(parsed: Record<string, unknown>): boolean {
    return Object.entries(parsed).some(([key, value]) => value === undefined && this.#entries.has(key));
  }
}

function listed({ required, optional }: Shape): string {
  const keys = required.length > 0 ? required : optional;
  return keys.map((key) => `\`${key}\``).join(", ");
}

function checkKey({ key, keySpan }: Entry, shape: Shape, parsing: Parsing): void {
  if (shape.required.includes(key) || shape.optional.includes(key)) return;
  const near = didYouMean(key, [...shape.required, ...shape.optional]);
  const help = key === MERGE_KEY ? MERGE_KEY_HELP : (near ?? shape.others);
  parsing.report("unknown-key", keySpan, `unknown key \`${key}\` in ${shape.what}`, help);
}

function reportMissing({ entries, span }: MapNode, key: string, shape: Shape, parsing: Parsing): void {
  const place = firstKey(entries) ?? span;
  parsing.report("missing-key", place, `\`${key}\` is missing in ${shape.what}`, shape.absent?.[key]);
}

function firstKey(entries: MapNode["entries"]): Span | undefined {
  const [first] = entries.values();
  return first?.keySpan;
}

/** Where the first of several things stands that exclude each other. */
export function besides(first: Entry): Related[] {
  return [{ message: `beside \`${first.key}\``, span: first.keySpan }];
}
