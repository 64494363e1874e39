import { proveInvariants } from "../../analysis/invariants.ts";
import { lintDiagnostics } from "../../analysis/lint/lint-diagnostics.ts";
import type { CompileOptions } from "../../compiler/options.ts";
import type { FoundFiles } from "../../compiler/sources.ts";
import type { Configuration } from "../../configuration/configuration.ts";
import { atLintLevels } from "../../configuration/lint-levels.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { renderDiagnostics } from "../../diagnostics/render.ts";
import { visible } from "../../diagnostics/visible.ts";
import { readDirectory } from "../../files/directory.ts";
import { fixAll } from "../../lint/fix.ts";
import { lintSources } from "../../lint/lint.ts";
import type { CheckFormat } from "../formats.ts";
import { configurationOf } from "../read/configuration-of.ts";
import { located, pathIn } from "../read/located.ts";
import type { ExitCode, Reply } from "../reply.ts";
import type { Terminal } from "../terminal.ts";
import { explanationData, explanationPage } from "../write/code-page.ts";
import { counted, numberOf } from "../write/counted.ts";
import { diagnosticData } from "../write/diagnostic-data.ts";
import { replaceFile } from "../write/file.ts";
import { githubCommands } from "../write/github.ts";
import { json } from "../write/json.ts";
import { renderOptions } from "../write/paint.ts";
import { sarif } from "../write/sarif.ts";
import { WrongUse } from "../wrong-use.ts";

export interface CheckOptions {
  readonly format: CheckFormat;
  readonly asOf?: string;
  /** More of them fail the check. */
  readonly maxWarnings?: number;
  /** Whether to change the files where a fix is safe. */
  readonly fix?: boolean;
  /** The code whose page is wanted, and nothing else. */
  readonly explain?: string;
}

interface Findings {
  readonly diagnostics: readonly Diagnostic[];
  readonly more: number;
  readonly code: ExitCode;
  /** What was fixed, with the places that it had; absent where nobody asked for that. */
  readonly fixed?: readonly Diagnostic[];
}

/** Compiles and lints a policy directory and says what is wrong with it: errors are 2, too many warnings 1. */
export async function check(directory: string, options: CheckOptions, terminal: Terminal): Promise<Reply> {
  if (options.explain !== undefined) return explained(options.explain, options, terminal);
  const files = await readDirectory(directory);
  const configuration = await configurationOf(directory);
  const { more, fixed, ...found } = options.fix
    ? await fixedFindings(files, directory, options, configuration, terminal.today)
    : findingsOf(files, options, configuration, terminal.today);
  const diagnostics = atLintLevels(found.diagnostics, configuration);
  const code = codeOf(diagnostics, more, options);
  const findings = {
    diagnostics: located(diagnostics, directory),
    more,
    code,
    ...(fixed && { fixed: located(fixed, directory) }),
  };
  return { code, out: WRITERS[options.format](findings, terminal) };
}

function explained(code: string, { format }: CheckOptions, { colors }: Terminal): Reply {
  if (format === "json") return { code: 0, out: json(explanationData(code)) };
  if (format !== "pretty") throw new WrongUse("`--explain` is for people, or `--format json`");
  return { code: 0, out: explanationPage(code, colors) };
}

type Found = Omit<Findings, "code">;

function findingsOf(files: FoundFiles, { asOf }: CheckOptions, { lint }: Configuration, today: Date): Found {
  const { diagnostics, more } = lintSources(files, optionsOf(asOf), today, lintDiagnostics, lint);
  return { diagnostics, more };
}

function optionsOf(asOf: string | undefined): CompileOptions {
  return { invariants: proveInvariants, ...(asOf !== undefined && { asOf }) };
}

/** Every file is there as a whole before the next one is written. */
async function fixedFindings(
  before: FoundFiles,
  directory: string,
  { asOf }: CheckOptions,
  { lint }: Configuration,
  today: Date,
): Promise<Found> {
  const { files, fixed, linting } = fixAll(before, optionsOf(asOf), today, lintDiagnostics, lint);
  const texts = new Map(textsOf(before));
  for (const [path, text] of textsOf(files))
    if (texts.get(path) !== text) await replaceFile(pathIn(directory, path), text);
  return { diagnostics: linting.diagnostics, more: linting.more, fixed };
}

function textsOf({ sources: { schema, policies, governance } }: FoundFiles): [path: string, text: string][] {
  const all = [schema, ...policies, governance].filter((source) => source !== undefined);
  return all.map(({ path, text }) => [path, text]);
}

function codeOf(diagnostics: readonly Diagnostic[], more: number, { maxWarnings }: CheckOptions): ExitCode {
  if (numberOf(diagnostics, "error") > 0) return 2;
  // Errors are kept before warnings, so what is not kept is warnings.
  return numberOf(diagnostics, "warning") + more > (maxWarnings ?? Infinity) ? 1 : 0;
}

const WRITERS: Readonly<Record<CheckFormat, (findings: Findings, terminal: Terminal) => string>> = {
  pretty: ({ diagnostics, more, code, fixed = [] }, terminal) => {
    const { colors } = terminal;
    const done = fixed.map((each) => fixedLine(each, terminal)).join("");
    const gap = done === "" ? "" : `${done}\n`;
    if (diagnostics.length === 0) return `${gap}${colors.green("✓")} nothing to complain about\n`;
    const frames = renderDiagnostics(diagnostics, more, renderOptions(terminal, colors));
    const note = code === 1 ? ", more than `--max-warnings`" : "";
    const fixable = fixed.length === 0 ? diagnostics.filter(({ fix }) => fix !== undefined).length : 0;
    const hint = fixable === 0 ? "" : `; \`--fix\` does away with ${fixable}`;
    return `${gap}${frames}\n\n${counted(diagnostics, colors)}${note}${hint}\n`;
  },
  json: ({ diagnostics, more, code, fixed }) =>
    json({
      passed: code === 0,
      diagnostics: diagnostics.map(diagnosticData),
      more,
      ...(fixed && { fixed: fixed.map(diagnosticData) }),
    }),
  github: ({ diagnostics }) => githubCommands(diagnostics),
  sarif: ({ diagnostics }) => json(sarif(diagnostics)),
};

function fixedLine({ code, span, fix }: Diagnostic, { colors }: Terminal): string {
  const place = span && colors.cyan(visible(`${span.source.path}:${span.line}:${span.column}`));
  return `${colors.green("fixed")} ${code} ${place}: ${visible(fix!.title)}\n`;
}
