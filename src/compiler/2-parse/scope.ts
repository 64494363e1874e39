import type { Node } from "../1-read/node.ts";
import type { ScopeNode, Text } from "./ast.ts";
import { besides, Entries, type Shape } from "./entries.ts";
import { expectFilledList, expectText, expectTrue, writtenShort, wrongKind } from "./expect.ts";
import { frozen, unbroken } from "./frozen.ts";
import type { Parsing } from "./parsing.ts";

const TARGETS = ["action", "actions", "actor", "global"];
export const SCOPE: Shape = {
  what: "a scope",
  required: [],
  optional: TARGETS,
};

/** What a rule applies to: exactly one target, but `actor` may stand beside `action` or `actions`. */
export function parseScope(node: Node, parsing: Parsing): ScopeNode | undefined {
  const entries = Entries.of(
    node,
    node.kind === "map" ? SCOPE : { ...SCOPE, help: scopeHelp(node) },
    parsing,
  );
  if (entries === undefined || !hasOneTarget(entries, parsing)) return undefined;
  const action = entries.get("action", (value, what) => parseOneAction(value, what, parsing));
  const actions = entries.get("actions", (value, what) => parseSeveralActions(value, what, parsing));
  const actor = entries.get("actor", (value, what) => expectText(value, what, parsing));
  const global = entries.get("global", (value, what) => expectTrue(value, what, parsing))?.value;
  if (entries.areBroken({ action, actions, actor, global })) return undefined;
  return frozen<ScopeNode>({
    actions: action ? Object.freeze([action]) : actions,
    actor,
    global,
    span: node.span,
  });
}

function scopeHelp(node: Node): string {
  const isName = node.kind === "scalar" && typeof node.value === "string" && node.value !== "global";
  return `write \`{ action: ${(isName && writtenShort(node)) || "…"} }\` or \`{ global: true }\``;
}

function hasOneTarget(entries: Entries, parsing: Parsing): boolean {
  const present = entries.present(TARGETS);
  const [first, second] = entries.has("global") ? present : present.filter(({ key }) => key !== "actor");
  if (second !== undefined) {
    const message = `\`${second.key}\` cannot stand beside \`${first!.key}\` in a scope`;
    parsing.report("scope-takes-one", second.keySpan, message, undefined, besides(first!));
  } else if (present.length === 0 && entries.size === 0) {
    const help = "write one of `action`, `actions`, `actor`, `global: true`";
    parsing.report("scope-takes-one", entries.span, "the scope is empty", help);
  }
  return second === undefined && present.length > 0;
}

/** Names of actions, and patterns for them: `[db.*, refund]`. */
function parseSeveralActions(node: Node, what: string, parsing: Parsing): readonly Text[] | undefined {
  const items = expectFilledList(node, what, parsing);
  return items && unbroken(items.map((item) => expectText(item, `an item of ${what}`, parsing)));
}

export function parseActionNames(node: Node, what: string, parsing: Parsing): readonly Text[] | undefined {
  const items = expectFilledList(node, what, parsing);
  return items && unbroken(items.map((item) => parseActionName(item, `an item of ${what}`, parsing)));
}

function parseOneAction(node: Node, what: string, parsing: Parsing): Text | undefined {
  if (node.kind === "list") return wrongKind(node, what, "text", parsing, "write `actions:` for several");
  return parseActionName(node, what, parsing, `write \`actions: [${writtenShort(node) ?? "…"}]\``);
}

/** Whether the schema declares it is for the check. */
export function parseActionName(
  node: Node,
  what: string,
  parsing: Parsing,
  help = "name each action: patterns are for `actions:` in the scope of a rule",
): Text | undefined {
  const text = expectText(node, what, parsing);
  if (!text?.value.includes("*")) return text;
  return parsing.report(
    "bad-name",
    text.span,
    `\`${text.value}\` is a pattern, and ${what} takes names only`,
    help,
  );
}
