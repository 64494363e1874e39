import { ActraResolverError } from "./policy-error.ts";
import type { DomainName } from "./resolvers.ts";

/** `AbortSignal`, for those whose `lib` or platform types have it. */
export type CallSignal = typeof globalThis extends { AbortSignal: { readonly prototype: infer Signal } }
  ? Signal
  : { readonly aborted: boolean };

/** How long one call waits, and the signal by which those it waits for hear that it does so no longer. */
export class Patience {
  readonly #limit: number;
  #controller: AbortController | undefined;
  #isOver = false;

  /** @param limit milliseconds */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Made when first asked for: it costs more than the rest of a call. */
  get signal(): CallSignal {
    this.#controller ??= new AbortController();
    if (this.#isOver) this.#controller.abort();
    return this.#controller.signal;
  }

  /** The call waits no longer. */
  end(): void {
    this.#isOver = true;
    this.#controller?.abort();
  }

  /** @throws ActraResolverError `RESOLVER_TIMEOUT` */
  async wait<T>(promise: Promise<T>, domain: DomainName): Promise<T> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tooLong = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new ActraResolverError("RESOLVER_TIMEOUT", domain)), this.#limit);
    });
    try {
      return await Promise.race([promise, tooLong]);
    } finally {
      clearTimeout(timer);
    }
  }
}
