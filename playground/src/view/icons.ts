import { drawing } from "./element.ts";

// Each effect has a shape, a sign and a word, so that none is told by its colour alone.

const SHAPES = {
  allow: ["M12 2a10 10 0 1 0 0 20a10 10 0 0 0 0-20z", "M7.5 12.5l3 3l6-7"],
  require_approval: ["M12 1.6l10.4 10.4l-10.4 10.4l-10.4-10.4z", "M9.8 8.5v7M14.2 8.5v7"],
  block: ["M7.9 2h8.2l5.9 5.9v8.2l-5.9 5.9h-8.2l-5.9-5.9v-8.2z", "M8.5 8.5l7 7M15.5 8.5l-7 7"],
  none: ["M12 2a10 10 0 1 0 0 20a10 10 0 0 0 0-20z", "M8 12h8"],
} as const;

export type Sign = keyof typeof SHAPES;

/** What people call the effects. */
export const EFFECT_WORD: Readonly<Record<Sign, string>> = {
  allow: "Allowed",
  require_approval: "Needs approval",
  block: "Blocked",
  none: "No decision",
};

export function effectIcon(sign: Sign): SVGSVGElement {
  const [shape, mark] = SHAPES[sign];
  return drawing(
    "svg",
    { viewBox: "0 0 24 24", class: `icon effect-${sign}`, "aria-hidden": "true" },
    drawing("path", { d: shape, class: "shape" }),
    drawing("path", { d: mark, class: "mark" }),
  );
}

const LINES = {
  share: "M10 14l10-10m0 0h-6m6 0v6M18 14v5a1 1 0 0 1-1 1h-12a1 1 0 0 1-1-1v-12a1 1 0 0 1 1-1h5",
  contrast: "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18zM12 3v18M12 8h7M12 12h9M12 16h7",
  arrow: "M4 12h15m-6-6l6 6l-6 6",
  download: "M12 3v12m-5-5l5 5l5-5M4 20h16",
  run: "M7 4l13 8l-13 8z",
} as const;

export function lineIcon(name: keyof typeof LINES): SVGSVGElement {
  return drawing(
    "svg",
    { viewBox: "0 0 24 24", class: "icon stroke", "aria-hidden": "true" },
    drawing("path", { d: LINES[name] }),
  );
}
