import { EFFECTS } from "../../language/types.ts";
import type { Node } from "../1-read/node.ts";
import { parseApproval } from "./approval.ts";
import type { ApprovalNode, RuleNode, Text } from "./ast.ts";
import { parseWhen } from "./condition.ts";
import { Entries, type Shape } from "./entries.ts";
import { expectList, expectText, expectWord } from "./expect.ts";
import { frozen, unbroken } from "./frozen.ts";
import { isName, RULE_NAMING } from "./names.ts";
import type { Parsing } from "./parsing.ts";
import { parseScope } from "./scope.ts";

export const RULE: Shape = {
  what: "a rule",
  required: ["id", "scope", "effect"],
  optional: ["when", "reason", "description", "owner", "tags", "mode", "expires", "approval"],
  absent: { scope: "write `scope: { action: NAME }`; `{ global: true }` for all actions" },
};

export const MODES = ["enforce", "audit"] as const;

/** A rule, unless nobody could say which it is or what it is about. Other parts that are broken have a stand-in. */
export function parseRule(node: Node, parsing: Parsing): RuleNode | undefined {
  const errorsBefore = parsing.errors;
  const entries = Entries.of(node, RULE, parsing);
  if (entries === undefined) return undefined;
  const text = (key: string) => entries.get(key, (value, what) => expectText(value, what, parsing));
  const id = entries.get("id", (value, what) => parseId(value, what, parsing));
  const scope = entries.get("scope", (value) => parseScope(value, parsing));
  const when = entries.get("when", (value) => parseWhen(value, parsing));
  const effect = entries.get("effect", (value) => expectWord(value, "effect", EFFECTS, parsing));
  const said = {
    mode: entries.get("mode", (value) => expectWord(value, "mode", MODES, parsing)),
    reason: text("reason"),
    description: text("description"),
    owner: text("owner"),
    tags: entries.get("tags", (value, what) => parseTags(value, what, parsing)),
    expires: text("expires"),
    approval: approvalOf(entries, effect, parsing),
  };
  // A rule whose condition is lost always applies: should a parser ever fail without a word, nothing may compile.
  if (entries.areBroken({ when, ...said }) && !parsing.isRefused)
    throw new Error("a part of a rule was lost without a diagnostic");
  if (id === undefined || scope === undefined) return undefined;
  const isBroken = parsing.errors > errorsBefore || effect === undefined ? true : undefined;
  const standIn = { value: "allow", span: node.span } as const;
  return frozen<RuleNode>({ isBroken, id, scope, when, effect: effect ?? standIn, ...said, span: node.span });
}

/** Of a rule, or of a governance rule. */
export function parseId(node: Node, what: string, parsing: Parsing): Text | undefined {
  const text = expectText(node, what, parsing);
  return text && isName(text.value, text.span, RULE_NAMING, parsing) ? text : undefined;
}

export function parseTags(node: Node, what: string, parsing: Parsing): readonly Text[] | undefined {
  const items = expectList(node, what, parsing);
  return items && unbroken(items.map((item) => expectText(item, "a tag", parsing)));
}

function approvalOf(
  entries: Entries,
  effect: RuleNode["effect"] | undefined,
  parsing: Parsing,
): ApprovalNode | undefined {
  const approval = entries.get("approval", (value) => parseApproval(value, parsing));
  const [entry] = entries.present(["approval"]);
  if (entry !== undefined && effect !== undefined && effect.value !== "require_approval") {
    const related = [{ message: "the effect", span: effect.span }];
    const message = `\`approval\` on a rule with effect \`${effect.value}\``;
    parsing.report(
      "approval-needs-its-effect",
      entry.keySpan,
      message,
      "only `require_approval` asks for one",
      related,
    );
  }
  return approval;
}
