import type { DecisionEvent } from "../events.ts";
import { requireOptions } from "../options.ts";
import { warnOnce } from "../warn-once.ts";
import { type LineDestination, type ReportError, toDestination, type WriteLine } from "./destination.ts";
import { lineOf } from "./line.ts";

// Events, each as one line of JSON. Nothing is kept here: while the destination wants no more, events are dropped and
// counted, and as soon as it takes lines again, the line `{"dropped":n}` stands where they are missing.

export interface JsonLinesOptions {
  /** Hears of lines that could not be made or written; a warning on the console, the first time, when left out. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

/** Events so far. */
export interface LineCounts {
  /** Handed over to the destination. */
  readonly written: number;
  readonly dropped: number;
}

/** An observer. It never throws. */
export interface JsonLines {
  (event: DecisionEvent): void;
  snapshot(): LineCounts;
}

/** @throws TypeError for a destination or options that are none */
export function jsonLines(destination: LineDestination, options: JsonLinesOptions = {}): JsonLines {
  requireOptions(options, { onError: "function" });
  const log = new Log(destination, options.onError ?? warnOnce("a decision could not be logged"));
  return Object.freeze(
    Object.assign((event: DecisionEvent) => log.take(event), { snapshot: () => log.snapshot() }),
  );
}

class Log {
  readonly #write: WriteLine;
  readonly #onError: ReportError;
  #isFull = false;
  #written = 0;
  #dropped = 0;
  /** Those of the dropped that no line tells of yet. */
  #untold = 0;

  constructor(destination: LineDestination, onError: ReportError) {
    this.#onError = onError;
    this.#write = toDestination(destination, (error) => this.#report(error));
  }

  take(event: DecisionEvent): void {
    if (this.#hasRoom() && this.#put(() => lineOf(event))) {
      this.#written++;
    } else {
      this.#dropped++;
      this.#untold++;
    }
  }

  snapshot(): LineCounts {
    return Object.freeze({ written: this.#written, dropped: this.#dropped });
  }

  /** For an event, after what is to be said first. */
  #hasRoom(): boolean {
    if (!this.#isFull) this.#tellDropped();
    return !this.#isFull && this.#untold === 0;
  }

  #tellDropped(): void {
    const dropped = this.#untold;
    if (dropped === 0) return;
    // Before it is written, for the destination may come back here.
    this.#untold = 0;
    if (!this.#put(() => JSON.stringify({ dropped }))) this.#untold += dropped;
  }

  #put(line: () => string): boolean {
    try {
      const room = this.#write(line());
      if (room !== undefined) this.#waitFor(room);
      return true;
    } catch (error) {
      this.#report(error);
      return false;
    }
  }

  #waitFor(room: PromiseLike<unknown>): void {
    this.#isFull = true;
    const goOn = () => {
      this.#isFull = false;
      this.#tellDropped();
    };
    // By way of a promise of our own, since this one may be anybody's.
    Promise.resolve(room).then(goOn, (error) => {
      this.#report(error);
      goOn();
    });
  }

  #report(error: unknown): void {
    try {
      this.#onError(error);
    } catch {
      // Whoever reports can do no more harm than whoever writes.
    }
  }
}
