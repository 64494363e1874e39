import type { Terminal } from "../terminal.ts";

/** Milliseconds until there is something to show, and between two times that it is. */
const PATIENCE = 400;
const PAUSE = 100;

export interface Progress {
  readonly count: (number: number) => void;
  readonly end: () => void;
}

export function caseProgress(terminal: Terminal): Progress {
  return progressOf(terminal, "cases");
}

/** Shows how far a long run has come; a short one is over before. */
export function progressOf({ showProgress }: Terminal, what: string): Progress {
  let next = performance.now() + PATIENCE;
  let isShown = false;
  return {
    count: (number) => {
      const now = performance.now();
      if (now < next) return;
      next = now + PAUSE;
      isShown = true;
      showProgress(`${number} ${what} …`);
    },
    end: () => {
      if (isShown) showProgress("");
    },
  };
}
