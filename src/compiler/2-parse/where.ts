import { EFFECTS } from "../../language/types.ts";
import type { Node } from "../1-read/node.ts";
import type { GovernanceScopeNode, WhereNode } from "./ast.ts";
import { parseOperator } from "./atom.ts";
import { besides, Entries, type Shape } from "./entries.ts";
import { expectText, expectTrue, expectWord } from "./expect.ts";
import { frozen } from "./frozen.ts";
import type { Parsing } from "./parsing.ts";
import { MODES, parseTags } from "./rule.ts";
import { parseActionName } from "./scope.ts";
import { parseSubject } from "./subject.ts";

export const WHERE: Shape = {
  what: "`where`",
  required: [],
  optional: ["id", "effect", "scope", "mode", "tags", "when"],
};

const TARGETS = ["global", "action", "actor"];
export const SCOPE: Shape = { what: "a governance rule's scope", required: [], optional: TARGETS };

export const WHEN: Shape = { what: "`when` of a selection", required: [], optional: ["subject", "operator"] };

/** What selects rules of the policy. Nothing when a part of it is broken: less would select more. */
export function parseWhere(node: Node, parsing: Parsing): WhereNode | undefined {
  const entries = Entries.of(node, WHERE, parsing);
  if (entries === undefined) return undefined;
  const parsed = {
    id: entries.get("id", (value, what) => expectText(value, what, parsing)),
    effect: entries.get("effect", (value) => expectWord(value, "effect", EFFECTS, parsing)),
    scope: entries.get("scope", (value) => parseScope(value, parsing)),
    mode: entries.get("mode", (value) => expectWord(value, "mode", MODES, parsing)),
    tags: entries.get("tags", (value, what) => parseTags(value, what, parsing)),
    when: entries.get("when", (value) => parseWhen(value, parsing)),
  };
  if (entries.areBroken(parsed)) return undefined;
  return frozen<WhereNode>({ ...parsed, span: node.span });
}

function parseScope(node: Node, parsing: Parsing): GovernanceScopeNode | undefined {
  const entries = Entries.of(node, SCOPE, parsing);
  if (entries === undefined) return undefined;
  const [first, second] = entries.present(TARGETS);
  if (second !== undefined)
    return parsing.report(
      "scope-takes-one",
      second.keySpan,
      `\`${second.key}\` cannot stand beside \`${first!.key}\` in a scope`,
      undefined,
      besides(first!),
    );
  if (first === undefined)
    return entries.size > 0
      ? undefined
      : parsing.report(
          "scope-takes-one",
          node.span,
          "the scope is empty",
          "write one of `global: true`, `action`, `actor`",
        );
  const { key, value } = first;
  if (key === "global")
    return expectTrue(value, "`global`", parsing) && Object.freeze({ kind: key, span: node.span });
  const name =
    key === "action" ? parseActionName(value, "`action`", parsing) : expectText(value, "`actor`", parsing);
  return name && Object.freeze({ kind: key as "action" | "actor", name, span: node.span });
}

function parseWhen(node: Node, parsing: Parsing): WhereNode["when"] {
  const entries = Entries.of(node, WHEN, parsing);
  if (entries === undefined) return undefined;
  const subject = entries.get("subject", (value, what) => parseSubject(value, what, parsing));
  const operator = entries.get("operator", (value) => parseOperator(value, parsing));
  if (entries.size === 0)
    return parsing.report(
      "missing-key",
      node.span,
      "`when` selects nothing",
      "write `subject`, `operator`, or both",
    );
  if (entries.areBroken({ subject, operator })) return undefined;
  return frozen<NonNullable<WhereNode["when"]>>({ subject, operator, span: node.span });
}
