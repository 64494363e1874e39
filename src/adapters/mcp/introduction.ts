import { isMembers, type Members, own } from "./message.ts";

// What a client says of itself when it comes.

export interface Introduction {
  /** A claim, by no means who it is. */
  readonly client: Members | undefined;
  /** Whether the person at it can be asked by a form. */
  readonly canAsk: boolean;
}

/** @param params of `initialize` */
export function introductionOf(params: unknown): Introduction {
  if (!isMembers(params)) return { client: undefined, canAsk: false };
  const info = own(params, "clientInfo");
  const capabilities = own(params, "capabilities");
  const elicitation = isMembers(capabilities) ? own(capabilities, "elicitation") : undefined;
  // No mode means forms, which was all there was.
  const modes = isMembers(elicitation) ? Object.keys(elicitation) : undefined;
  const canAsk = modes !== undefined && (modes.length === 0 || modes.includes("form"));
  return { client: isMembers(info) ? info : undefined, canAsk };
}
