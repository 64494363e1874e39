import type { Fix } from "../../diagnostics/diagnostic.ts";
import type { Source } from "../../diagnostics/span.ts";
import type { Entry, Node } from "../1-read/node.ts";
import { insertAt } from "../edits/insert.ts";
import type { ActionNode, ActorNode, DomainNode, FieldNode, SchemaDocument } from "./ast.ts";
import { Entries, type Shape } from "./entries.ts";
import { expectText, wrongKind } from "./expect.ts";
import { parseFields } from "./fields.ts";
import { frozen, unbroken } from "./frozen.ts";
import { ACTION_NAMING, nameOf } from "./names.ts";
import type { Parsing } from "./parsing.ts";
import { checkVersion, WITHOUT_VERSION } from "./version.ts";

export const SCHEMA: Shape = {
  what: "a schema",
  required: ["version", "actions"],
  optional: ["actor", "snapshot"],
  absent: WITHOUT_VERSION,
};
const FIELDS_INSIDE = "fields go under `fields:`";
export const ACTION: Shape = {
  what: "an action",
  required: [],
  optional: ["fields", "description"],
  others: FIELDS_INSIDE,
  help: "an action without fields is `{}`",
};
export const ACTOR: Shape = {
  what: "the actor",
  required: [],
  optional: ["fields", "kind", "description"],
  others: FIELDS_INSIDE,
};
export const SNAPSHOT: Shape = {
  what: "the snapshot",
  required: [],
  optional: ["fields", "description"],
  others: FIELDS_INSIDE,
};

/**
 * A schema document. Nothing when any of its declarations is broken: each rule that uses what is missing then would
 * look wrong, and is not.
 */
export function parseSchema(root: Node, source: Source, parsing: Parsing): SchemaDocument | undefined {
  const entries = Entries.of(root, SCHEMA, parsing);
  if (entries === undefined) return undefined;
  entries.get("version", (node, what) => checkVersion(node, what, parsing));
  const actions = entries.get("actions", (node, what) => parseActions(node, what, parsing));
  const actor = entries.get("actor", (node) => parseActor(node, parsing));
  const snapshot = entries.get("snapshot", (node) => parseDomain(node, SNAPSHOT, parsing));
  if (actions === undefined || entries.areBroken({ actor, snapshot })) return undefined;
  return frozen<SchemaDocument>({ source, actions, actor, snapshot });
}

function parseActions(node: Node, what: string, parsing: Parsing): readonly ActionNode[] | undefined {
  if (node.kind !== "map")
    return wrongKind(
      node,
      what,
      "a map of actions by name",
      parsing,
      "a schema without actions says `actions: {}`",
    );
  return unbroken([...node.entries.values()].map((entry) => parseAction(entry, parsing)));
}

function parseAction(entry: Entry, parsing: Parsing): ActionNode | undefined {
  const name = nameOf(entry, ACTION_NAMING, parsing);
  const domain = parseDomain(entry.value, ACTION, parsing);
  return name && domain && Object.freeze({ ...domain, name });
}

function parseActor(node: Node, parsing: Parsing): ActorNode | undefined {
  const domain = parseDomain(node, ACTOR, parsing);
  if (domain === undefined || node.kind !== "map") return undefined;
  const kind = node.entries.get("kind");
  const text = kind && expectText(kind.value, "`kind`", parsing);
  if (kind && text === undefined) return undefined;
  return text ? Object.freeze({ ...domain, kind: text }) : domain;
}

function parseDomain(node: Node, shape: Shape, parsing: Parsing): DomainNode | undefined {
  const entries = Entries.of(node, shape, parsing);
  if (entries === undefined) return undefined;
  const description = entries.get("description", (value, what) => expectText(value, what, parsing));
  const fields = entries.get("fields", (value, what) => parseDomainFields(value, what, parsing));
  if (entries.areBroken({ fields })) return undefined;
  return frozen<DomainNode>({ description, fields: fields ?? Object.freeze([]), span: node.span });
}

/**
 * The one blank that is no error: documents written for Actra 0.7.8 say `fields:` and nothing more, and mean that
 * there are none.
 */
function parseDomainFields(node: Node, what: string, parsing: Parsing): readonly FieldNode[] | undefined {
  if (node.kind !== "scalar" || node.value !== null) return parseFields(node, what, parsing);
  parsing.report(
    "blank-fields",
    node.span,
    `${what} is left blank`,
    "write `fields: {}` when there are none",
    undefined,
    blankFix(node.span),
  );
  return Object.freeze([]);
}

/** A blank is told of at its key, `fields`; of `~` and `null` somebody has to say what is meant. */
function blankFix({ source, end }: Node["span"]): Fix | undefined {
  const colon = /^[ ]*:/.exec(source.text.slice(end, end + 100));
  if (colon === null || !/^[ \t]*(?:#[^\n]*)?(?:\r?\n|$)/.test(source.text.slice(end + colon[0].length)))
    return undefined;
  const edit = insertAt(source, end + colon[0].length, " {}");
  return { title: "write `fields: {}`", keeps: "hash", edits: [edit] };
}
