import type { Node } from "../1-read/node.ts";
import type { ApprovalNode, Text } from "./ast.ts";
import { Entries, type Shape } from "./entries.ts";
import { expectCount, expectFilledList, expectFilledText, expectText } from "./expect.ts";
import { frozen, unbroken } from "./frozen.ts";
import type { Parsing } from "./parsing.ts";

export const APPROVAL: Shape = {
  what: "an approval",
  required: ["approvers"],
  optional: ["quorum", "expires_in"],
};

/** Days, hours, minutes, seconds, each at most once, in this order. */
export const DURATION = /^(?=\d)(?:\d{1,6}d)?(?:\d{1,6}h)?(?:\d{1,6}m)?(?:\d{1,6}s)?$/;

export function parseApproval(node: Node, parsing: Parsing): ApprovalNode | undefined {
  const entries = Entries.of(node, APPROVAL, parsing);
  if (entries === undefined) return undefined;
  const approvers = entries.get("approvers", (value, what) => parseApprovers(value, what, parsing));
  const quorum = entries.get("quorum", (value, what) => expectCount(value, what, 1, parsing));
  const expiresIn = entries.get("expires_in", (value, what) => parseDuration(value, what, parsing));
  return approvers && frozen<ApprovalNode>({ approvers, quorum, expiresIn, span: node.span });
}

function parseApprovers(node: Node, what: string, parsing: Parsing): readonly Text[] | undefined {
  const items = expectFilledList(node, what, parsing);
  return items && unbroken(items.map((item) => expectFilledText(item, "an approver", parsing)));
}

function parseDuration(node: Node, what: string, parsing: Parsing): Text | undefined {
  const text = expectText(node, what, parsing);
  if (text === undefined || (DURATION.test(text.value) && /[1-9]/.test(text.value))) return text;
  return parsing.report(
    "bad-duration",
    text.span,
    `\`${text.value}\` is no duration`,
    "write `30m`, `24h`, `7d` or `1h30m`",
  );
}
