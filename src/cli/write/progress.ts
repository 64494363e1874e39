import type { Terminal } from "../terminal.ts";

/** Milliseconds until there is something to show, and between two times that it is. */
const PATIENCE = 400;
const PAUSE = 100;

export interface Progress {
  readonly count: (cases: number) => void;
  readonly end: () => void;
}

/** Shows how far a long run has come; a short one is over before. */
export function caseProgress({ showProgress }: Terminal): Progress {
  let next = performance.now() + PATIENCE;
  let isShown = false;
  return {
    count: (cases) => {
      const now = performance.now();
      if (now < next) return;
      next = now + PAUSE;
      isShown = true;
      showProgress(`${cases} cases …`);
    },
    end: () => {
      if (isShown) showProgress("");
    },
  };
}
