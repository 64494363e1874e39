import { oneOf } from "../../diagnostics/suggest.ts";
import { DOMAINS, EFFECTS } from "../../language/types.ts";
import type { Entry, Node } from "../1-read/node.ts";
import type { DecideNode, MustNode, Text } from "./ast.ts";
import { parseWhen } from "./condition.ts";
import { besides, Entries, type Shape } from "./entries.ts";
import { expectCount, expectFlag, expectList, expectTrue, expectWord } from "./expect.ts";
import { frozen, unbroken } from "./frozen.ts";
import type { Parsing } from "./parsing.ts";
import { parsePath } from "./subject.ts";

/** What can be demanded, each alone. */
export const DEMANDS = [
  "exists",
  "min_count",
  "max_count",
  "forbid",
  "allowed_fields",
  "required_effect",
  "decide",
];
export const MUST: Shape = { what: "`must`", required: [], optional: [...DEMANDS, "whenever"] };
/** What is always so needs no invariant. */
export const DECIDED = ["block", "require_approval"] as const;

/** Exactly one demand. */
export function parseMust(node: Node, parsing: Parsing): MustNode | undefined {
  const entries = Entries.of(node, MUST, parsing);
  if (entries === undefined) return undefined;
  const [first, second] = entries.present(DEMANDS);
  if (second !== undefined)
    return parsing.report(
      "must-takes-one",
      second.keySpan,
      `\`${second.key}\` cannot stand beside \`${first!.key}\``,
      "write two governance rules",
      besides(first!),
    );
  if (first?.key === "decide") return parseDecide(entries, node, parsing);
  const [whenever] = entries.present(["whenever"]);
  if (whenever !== undefined)
    return parsing.report("must-takes-one", whenever.keySpan, "`whenever` goes with `decide` alone");
  if (first !== undefined) return parseDemand(first, node.span, parsing);
  if (entries.size > 0) return undefined;
  return parsing.report(
    "must-takes-one",
    node.span,
    "`must` demands nothing",
    `write one of ${DEMANDS.map((key) => `\`${key}\``).join(", ")}`,
  );
}

function parseDecide(entries: Entries, { span }: Node, parsing: Parsing): MustNode | undefined {
  const decide = (value: Node) => expectWord(value, "effect", DECIDED, parsing)?.value;
  const effect = entries.get("decide", decide);
  const whenever = entries.get("whenever", (value) => parseWhen(value, parsing));
  if (effect === undefined || entries.areBroken({ whenever })) return undefined;
  return frozen<DecideNode>({ kind: "decide", effect, whenever, span });
}

function parseDemand({ key, value }: Entry, span: MustNode["span"], parsing: Parsing): MustNode | undefined {
  const what = `\`${key}\``;
  switch (key) {
    case "exists": {
      const flag = expectFlag(value, what, parsing);
      return flag && Object.freeze({ kind: key, value: flag.value, span });
    }
    case "forbid":
      return expectTrue(value, what, parsing) && Object.freeze({ kind: key, span });
    case "allowed_fields": {
      const fields = parseAllowedFields(value, what, parsing);
      return fields && Object.freeze({ kind: key, fields, span });
    }
    case "required_effect": {
      const effect = expectWord(value, "effect", EFFECTS, parsing)?.value;
      return effect && Object.freeze({ kind: key, effect, span });
    }
    default: {
      const count = expectCount(value, what, 0, parsing);
      return count && Object.freeze({ kind: key as "min_count" | "max_count", value: count.value, span });
    }
  }
}

function parseAllowedFields(node: Node, what: string, parsing: Parsing): readonly Text[] | undefined {
  const items = expectList(node, what, parsing);
  return items && unbroken(items.map((item) => parseFullPath(item, `an item of ${what}`, parsing)));
}

/** `snapshot.fraud_flag` */
function parseFullPath(node: Node, what: string, parsing: Parsing): Text | undefined {
  const text = parsePath(node, what, parsing);
  if (text === undefined) return undefined;
  const [domain = "", ...path] = text.value.split(".");
  if (!DOMAINS.some((known) => known === domain))
    return parsing.report("unknown-word", text.span, `unknown domain \`${domain}\``, oneOf(domain, DOMAINS));
  if (path.length > 0) return text;
  return parsing.report(
    "bad-name",
    text.span,
    `\`${domain}\` is a domain, not a field`,
    `write \`${domain}.\` and the field`,
  );
}
