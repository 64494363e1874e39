import { type Id, type Members, own } from "./message.ts";

// What the person at a client is asked, and what comes of it.

/** `related` is the request for which somebody is asked. */
type SendQuestion = (message: Members, related: Id) => void | Promise<void>;

export class Questions {
  readonly #send: SendQuestion;
  readonly #open = new Map<Id, (result: unknown) => void>();

  constructor(send: SendQuestion) {
    this.#send = send;
  }

  /** The result, or `undefined` where nobody answers. The id is one that no server can know: the answer is not for the server. */
  async ask(params: Members, signal: AbortSignal, related: Id): Promise<unknown> {
    const id = `actra-${crypto.randomUUID()}`;
    const answered = new Promise<unknown>((resolve) => {
      this.#open.set(id, resolve);
      signal.addEventListener("abort", () => resolve(undefined), { once: true });
    });
    try {
      await this.#send({ jsonrpc: "2.0", id, method: "elicitation/create", params }, related);
      return await answered;
    } finally {
      this.#open.delete(id);
    }
  }

  /** Whether the response is an answer to one of them. */
  take(id: Id, response: Members): boolean {
    const answer = this.#open.get(id);
    answer?.(own(response, "result"));
    return answer !== undefined;
  }

  /** Nobody will answer. */
  close(): void {
    for (const answer of this.#open.values()) answer(undefined);
  }
}
