import { AsyncLocalStorage } from "node:async_hooks";

// Where the current context is kept. This is the only file that knows: platforms without such a thing get another one.

export interface ContextStorage {
  run<Result>(context: unknown, callback: () => Result): Result;
  getStore(): unknown;
}

export function contextStorage(): ContextStorage {
  return new AsyncLocalStorage<unknown>();
}
