// What the messages of the Vercel AI SDK say of approvals.

interface Part {
  readonly type?: unknown;
  readonly toolCallId?: unknown;
  readonly approvalId?: unknown;
  readonly approved?: unknown;
}

/** Whether the last word on the call is a yes: an approval was requested of it, and the answers to that are all approvals. */
export function isApproved(messages: readonly unknown[], toolCallId: string): boolean {
  const parts = messages.flatMap(partsOf);
  const requested = parts
    .filter(({ type, toolCallId: id }) => type === "tool-approval-request" && id === toolCallId)
    .map(({ approvalId }) => approvalId);
  const answers = parts.filter(
    ({ type, approvalId }) => type === "tool-approval-response" && requested.includes(approvalId),
  );
  return answers.length > 0 && answers.every(({ approved }) => approved === true);
}

function partsOf(message: unknown): readonly Part[] {
  const { content } = (message ?? {}) as { readonly content?: unknown };
  return Array.isArray(content) ? content.filter((part) => typeof part === "object" && part !== null) : [];
}
