import type { Diagnostic, Related } from "./diagnostic.ts";
import { frame } from "./frame.ts";
import { visible } from "./visible.ts";

/** How parts of a rendered diagnostic are marked, such as by terminal colours. What is left out stays plain. */
export interface Palette {
  readonly error?: (text: string) => string;
  readonly warning?: (text: string) => string;
  readonly place?: (text: string) => string;
  readonly help?: (text: string) => string;
}

export interface RenderOptions {
  readonly palette?: Palette;
  /** Columns of a shown line; a longer one is cut around the span. */
  readonly width?: number;
}

const WIDTH = 100;

/** All of them with their code frames, a blank line apart, and how many more there were. */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  more = 0,
  options: RenderOptions = {},
): string {
  const parts = diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, options));
  if (more > 0) parts.push(`and ${more} more`);
  return parts.join("\n\n");
}

/**
 * One diagnostic as text:
 *
 *     error unknown-key: unknown key `efect` in a rule
 *     policy.yaml:7:5
 *       7 |     efect: block
 *         |     ^^^^^
 *       help: did you mean `effect`?
 */
export function renderDiagnostic(diagnostic: Diagnostic, options: RenderOptions = {}): string {
  const { code, severity, message, span, help, related = [] } = diagnostic;
  const paint = options.palette?.[severity] ?? plain;
  const lines = [`${paint(`${severity} ${code}`)}: ${visible(message)}`];
  if (span !== undefined) lines.push(...placed(span, paint, options));
  if (help !== undefined) lines.push(renderHelp(help, options));
  for (const { message: words, span: place } of related)
    lines.push(`  ${visible(words)}:`, ...placed(place, plain, options));
  return lines.join("\n");
}

function placed(span: Related["span"], paint: (text: string) => string, options: RenderOptions): string[] {
  const place = `${visible(span.source.path)}:${span.line}:${span.column}`;
  return [(options.palette?.place ?? plain)(place), ...frame(span, options.width ?? WIDTH, paint)];
}

/** Further lines of a help (an example, say) keep their indentation under its first. */
function renderHelp(help: string, options: RenderOptions): string {
  const [first, ...rest] = help.split("\n").map(visible);
  const paint = options.palette?.help ?? plain;
  return [`  ${paint("help")}: ${first}`, ...rest.map((line) => `        ${line}`)].join("\n");
}

function plain(text: string): string {
  return text;
}
