/** Waiting that can be cut short. */
export class Pause {
  #wake: (() => void) | undefined;

  /** @param holdsProcess whether the process has to live that long; elsewhere than in Node there is no such question */
  wait(milliseconds: number, holdsProcess: boolean): Promise<void> {
    return new Promise((resolve) => {
      const timer: unknown = setTimeout(resolve, milliseconds);
      if (!holdsProcess) (timer as { unref?: () => void }).unref?.();
      this.#wake = () => {
        clearTimeout(timer as number);
        resolve();
      };
    });
  }

  /** Ends the wait that is under way, if there is one. */
  end(): void {
    this.#wake?.();
  }
}
