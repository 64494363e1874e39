import {
  Composer,
  type Document,
  type DocumentOptions,
  type ParseOptions,
  Parser,
  type ScalarTag,
  type SchemaOptions,
  type Tags,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import { moveOutdented } from "./outdented-comments.ts";
import { writing } from "./scalar-text.ts";

// Between text and `yaml`'s documents, which keep comments, empty lines, anchors and styles. All scalars are text, as
// the compiler's reader has them: what a plain one stands for is not asked, so `0x1f` and `1.50` stay as they are written.

/** Of a text that the compiler's reader takes, with line feeds as line ends. */
export function documentOf(text: string): Document {
  const tokens = [...new Parser().parse(text)];
  for (const token of tokens) if (token.type === "document") moveOutdented(token);
  const [document] = new Composer(OPTIONS).compose(tokens, true, text.length);
  // `yaml` has errors of its own, as for a comment between brackets at the very beginning of its line.
  document!.errors = [];
  return document as Document;
}

const OPTIONS: ParseOptions & DocumentOptions & SchemaOptions = {
  version: "1.2",
  schema: "failsafe",
  customTags: withOurStyles,
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: "silent",
};

/** `{ key: value }` and `[item]`: `yaml` sets both apart from their brackets, or none. */
const PADDING = new Map([
  ["tag:yaml.org,2002:map", " "],
  ["tag:yaml.org,2002:seq", ""],
]);

function withOurStyles(tags: Tags): Tags {
  const styled = tags.map((tag) => {
    if (typeof tag === "string") return tag;
    const padding = PADDING.get(tag.tag);
    if (padding !== undefined) return { ...tag, stringify: padded(padding) };
    return { ...tag, stringify: writing((tag as ScalarTag).stringify!) };
  });
  return styled as Tags;
}

type Stringify = Parameters<YAMLMap["toString"]>;

function padded(flowCollectionPadding: string) {
  return (
    node: YAMLMap | YAMLSeq,
    context: NonNullable<Stringify[0]>,
    ...rest: [Stringify[1], Stringify[2]]
  ) => node.toString({ ...context, flowCollectionPadding }, ...rest);
}

/** What does not fit into a line has been broken up already: nothing is folded here. */
export function textOf(document: Document): string {
  return document.toString({ indent: 2, lineWidth: 0 });
}
