import { ErrorCode, errorMessage, type Id, type Members } from "./message.ts";

// The requests of a client that have no answer yet, by their ids.

export interface Pending {
  readonly method: string;
  readonly extra: unknown;
  /** Whether the server has it. */
  isForwarded: boolean;
  isOver: boolean;
  /** For a call: ends it, for those who watch. */
  settle?: (error?: Error) => void;
}

/** More at once than any client has; the server may answer none of them. */
const MOST = 50_000;

export class Requests {
  readonly #pending = new Map<Id, Pending>();
  #ended: string | undefined;

  /** Why there can be none of this id. Two requests with one could get each other's answers. */
  refusalOf(id: Id): Members | undefined {
    if (this.#ended !== undefined) return errorMessage(id, ErrorCode.ServerEnded, this.#ended);
    if (this.#pending.has(id))
      return errorMessage(id, ErrorCode.InvalidRequest, "a request with this `id` has no answer yet");
    if (this.#pending.size < MOST) return undefined;
    return errorMessage(id, ErrorCode.Internal, "too many requests have no answer yet");
  }

  begin(id: Id, { method, extra, isForwarded }: Omit<Pending, "isOver" | "settle">): Pending {
    const pending: Pending = { method, extra, isForwarded, isOver: false };
    this.#pending.set(id, pending);
    return pending;
  }

  get(id: Id): Pending | undefined {
    return this.#pending.get(id);
  }

  end(id: Id, pending: Pending, error?: Error): void {
    pending.isOver = true;
    if (this.#pending.get(id) === pending) this.#pending.delete(id);
    pending.settle?.(error);
  }

  /** The answers to all of them; no other will be begun. */
  endAll(reason: string): Members[] {
    this.#ended ??= reason;
    return [...this.#pending].map(([id, pending]) => {
      this.end(id, pending, new Error(reason));
      return errorMessage(id, ErrorCode.ServerEnded, reason);
    });
  }

  /** The last one that the server has. */
  get lastForwarded(): Id | undefined {
    let last: Id | undefined;
    for (const [id, { isForwarded }] of this.#pending) if (isForwarded) last = id;
    return last;
  }
}
