import type { Colors } from "picocolors/types";
import type { RenderOptions } from "../../diagnostics/render.ts";
import type { Effect } from "../../language/types.ts";
import type { ReportPalette } from "../../testing/render.ts";
import type { Terminal } from "../terminal.ts";

// Where the colours are. Without a terminal `colors` paints nothing.

export function paletteOf({ red, yellow, green, cyan, dim }: Colors): Required<ReportPalette> {
  return {
    passed: green,
    failed: red,
    skipped: dim,
    error: red,
    warning: yellow,
    place: cyan,
    help: green,
  };
}

const WIDTH = 100;
const NARROW = 40;

export function renderOptions({ width = WIDTH }: Terminal, colors: Colors): RenderOptions {
  return { palette: paletteOf(colors), width: Math.max(NARROW, Math.min(width, WIDTH)) };
}

export function paintEffect(effect: Effect, { red, yellow, green, bold }: Colors): string {
  const paint = { allow: green, block: red, require_approval: yellow }[effect];
  return bold(paint(effect));
}
