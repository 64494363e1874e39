// Messages leave in the order in which they came, although some of them have to be waited for.

export class Order {
  /** Settles when all that came before has left; absent when there is nothing to wait for. */
  #last: Promise<void> | undefined;
  #size = 0;

  /** How many have not left yet. */
  get size(): number {
    return this.#size;
  }

  /** Settles when all that came until now has left. */
  get idle(): Promise<void> | undefined {
    return this.#last;
  }

  /** A place in the order. Whoever took it lets others pass by `leave`. */
  enter(): Turn {
    const before = this.#last;
    let done = () => {};
    const own = new Promise<void>((resolve) => {
      done = resolve;
    });
    const last = before === undefined ? own : before.then(() => own);
    this.#last = last;
    let hasLeft = false;
    this.#size++;
    return {
      before,
      leave: () => {
        if (hasLeft) return;
        hasLeft = true;
        this.#size--;
        done();
        // At once when nobody is before or behind, so that what comes next need not wait at all.
        if (before === undefined && this.#last === last) this.#last = undefined;
        else void last.then(() => this.#last === last && (this.#last = undefined));
      },
    };
  }

  /** Does it now, when nothing has to be waited for; else when its turn comes. */
  inTurn<Result>(send: () => Result): Result | Promise<Awaited<Result>> {
    if (this.#last === undefined) return send();
    const turn = this.enter();
    return this.#later(turn, send);
  }

  /** For what is not ready yet: it has its place now, and what comes after it waits. */
  async whenReady<Value>(ready: Promise<Value>, send: (value: Value) => unknown): Promise<void> {
    const turn = this.enter();
    try {
      const value = await ready;
      await turn.before;
      await send(value);
    } finally {
      turn.leave();
    }
  }

  async #later<Result>({ before, leave }: Turn, send: () => Result): Promise<Awaited<Result>> {
    await before;
    try {
      return await send();
    } finally {
      leave();
    }
  }
}

export interface Turn {
  /** Absent when it is one's turn already. */
  readonly before: Promise<void> | undefined;
  readonly leave: () => void;
}
