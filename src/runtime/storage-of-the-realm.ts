import { ActraError } from "../errors.ts";
import type { ContextStorage } from "./storage.ts";

// In place of `storage.ts` where Node's modules are not to be had. Some of these platforms have the class as a global.

export function contextStorage(): ContextStorage {
  const { AsyncLocalStorage } = globalThis as { AsyncLocalStorage?: new () => ContextStorage };
  if (AsyncLocalStorage !== undefined) return new AsyncLocalStorage();
  throw new ActraError("CONTEXT_UNAVAILABLE", "this platform keeps no context: hand it to each call");
}
