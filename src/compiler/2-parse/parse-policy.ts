import type { Source } from "../../diagnostics/span.ts";
import {
  MISSING_POLICIES,
  RESOLUTIONS,
  SEMANTICS,
  UNKNOWN_ACTION_POLICIES,
} from "../../language/settings.ts";
import { EFFECTS } from "../../language/types.ts";
import type { Node } from "../1-read/node.ts";
import type { DefinitionsNode, PolicyDocument, RuleNode, SettingsNode } from "./ast.ts";
import { parseConditions, parseLists } from "./definitions.ts";
import { Entries, type Shape } from "./entries.ts";
import { expectList, expectText, expectWord } from "./expect.ts";
import { frozen } from "./frozen.ts";
import type { Parsing } from "./parsing.ts";
import { parseRule } from "./rule.ts";
import { checkVersion, WITHOUT_VERSION } from "./version.ts";

export const POLICY: Shape = {
  what: "a policy",
  required: ["version", "rules"],
  optional: [
    "description",
    "resolution",
    "default",
    "missing",
    "unknown_action",
    "semantics",
    "conditions",
    "lists",
  ],
  help: "write `version: 1`, then `rules:` with the list below it",
  absent: WITHOUT_VERSION,
};

/** One file of a policy, with the rules that are whole. */
export function parsePolicy(root: Node, source: Source, parsing: Parsing): PolicyDocument | undefined {
  const entries = Entries.of(root, POLICY, parsing);
  if (entries === undefined) return undefined;
  entries.get("version", (node, what) => checkVersion(node, what, parsing));
  entries.get("description", (node, what) => expectText(node, what, parsing));
  const settings = parseSettings(entries, parsing);
  const definitions = parseDefinitions(entries, parsing);
  const rules = entries.get("rules", (node, what) => parseRules(node, what, parsing)) ?? [];
  return Object.freeze({ source, settings, definitions, rules: Object.freeze(rules) });
}

function parseRules(node: Node, what: string, parsing: Parsing): RuleNode[] | undefined {
  const items = expectList(node, what, parsing, "begin each rule with `- id: …`");
  return items?.map((item) => parseRule(item, parsing)).filter((rule) => rule !== undefined);
}

function parseDefinitions(entries: Entries, parsing: Parsing): DefinitionsNode {
  const conditions = entries.get("conditions", (node, what) => parseConditions(node, what, parsing)) ?? [];
  const lists = entries.get("lists", (node, what) => parseLists(node, what, parsing)) ?? [];
  return Object.freeze({ conditions: Object.freeze(conditions), lists: Object.freeze(lists) });
}

function parseSettings(entries: Entries, parsing: Parsing): SettingsNode {
  const word = <W extends string>(key: string, noun: string, words: readonly W[]) =>
    entries.get(key, (node) => expectWord(node, noun, words, parsing));
  return frozen<SettingsNode>({
    resolution: word("resolution", "resolution", RESOLUTIONS),
    default: word("default", "effect", EFFECTS),
    missing: word("missing", "`missing`", MISSING_POLICIES),
    unknownAction: word("unknown_action", "`unknown_action`", UNKNOWN_ACTION_POLICIES),
    semantics: word("semantics", "`semantics`", SEMANTICS),
  });
}
