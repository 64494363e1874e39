import { type Document, parseDocument, type ScalarTag, type Tags } from "yaml";
import { type WriteScalar, writing } from "./scalar-text.ts";

// Between text and `yaml`'s documents, which keep comments, empty lines, anchors and styles. All scalars are text, as
// the compiler's reader has them: what a plain one stands for is not asked, so `0x1f` and `1.50` stay as they are written.

/** Of a text that the compiler's reader takes, with line feeds as line ends. */
export function documentOf(text: string): Document {
  const document = parseDocument(text, {
    version: "1.2",
    schema: "failsafe",
    customTags: withOurScalars,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: "silent",
  });
  const [error] = document.errors;
  if (error !== undefined) throw new Error(`\`yaml\` refuses what the reader took: ${error.message}`);
  return document as Document;
}

function withOurScalars(tags: Tags): Tags {
  return tags.map((tag) => (isText(tag) ? { ...tag, stringify: writing(tag.stringify) } : tag));
}

function isText(tag: Tags[number]): tag is ScalarTag & { stringify: WriteScalar } {
  return typeof tag === "object" && tag.tag === "tag:yaml.org,2002:str";
}

/** What does not fit into a line has been broken up already: nothing is folded here. */
export function textOf(document: Document): string {
  return document.toString({ indent: 2, lineWidth: 0 });
}
