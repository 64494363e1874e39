import type { Colors } from "picocolors/types";
import { paintEffect } from "./paint.ts";

// Colours for a rendered explanation, by the marks that its lines begin with. It is text already: nothing is looked up.

export function paintExplanation(text: string, colors: Colors): string {
  if (!colors.isColorSupported) return text;
  const [first = "", ...rest] = text.split("\n");
  return [paintHeadline(first, colors), ...rest.map((line) => paintLine(line, colors))].join("\n");
}

function paintHeadline(line: string, colors: Colors): string {
  return line.replace(/→ (allow|block|require_approval)/, (_, effect) => `→ ${paintEffect(effect, colors)}`);
}

/** `  id effect: ✓ matched ← decided  policy.yaml:3`, or `      ✗ action.amount greater_than 10 :4  saw 3` */
function paintLine(line: string, colors: Colors): string {
  const { green, yellow, red, dim, bold } = colors;
  const paint: Readonly<Record<string, (text: string) => string>> = {
    "✓": green,
    "✗": dim,
    "?": yellow,
    "!": red,
  };
  return line
    .replace(
      /^( +(?:\S+ \w+(?: \(audit\))?: )?)([✓✗?!])(?= )/,
      (_, start, mark) => start + paint[mark]!(mark),
    )
    .replace(/ ← decided/, (decided) => bold(decided));
}
