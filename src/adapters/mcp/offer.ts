import { ErrorCode, errorMessage, type Id, isMembers, type Members, own } from "./message.ts";
import type { McpContext, Tools } from "./tools.ts";

/** The server's list of tools → the same without those that whoever asks could never be allowed. */
export async function offered(message: Members, tools: Tools, context: McpContext): Promise<Members> {
  const result = own(message, "result");
  if (!isMembers(result)) return message;
  const listed = own(result, "tools");
  const all: readonly unknown[] = Array.isArray(listed) ? listed : [];
  try {
    const names = all.map((tool) => (isMembers(tool) ? own(tool, "name") : undefined));
    const isOffered = await Promise.all(names.map((name) => tools.isOffered(name, context)));
    return { ...message, result: { ...result, tools: all.filter((_, i) => isOffered[i]) } };
  } catch {
    const text = "the tools cannot be listed: the policy could not be asked";
    return errorMessage(own(message, "id") as Id, ErrorCode.Internal, text);
  }
}
