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

const BAR = 30;

/** How much of a whole is done, as a bar; where its size is not known, nothing. */
export function partProgress({ showProgress }: Terminal, whole: number): Progress {
  let next = performance.now() + PATIENCE;
  let isShown = false;
  return {
    count: (done) => {
      const now = performance.now();
      if (whole <= 0 || now < next) return;
      next = now + PAUSE;
      isShown = true;
      const part = Math.min(done / whole, 1);
      const filled = Math.round(part * BAR);
      showProgress(`${"█".repeat(filled)}${"░".repeat(BAR - filled)} ${Math.floor(part * 100)} %`);
    },
    end: () => {
      if (isShown) showProgress("");
    },
  };
}
