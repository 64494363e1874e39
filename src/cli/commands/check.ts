import { proveInvariants } from "../../analysis/invariants.ts";
import { lintDiagnostics } from "../../analysis/lint/lint-diagnostics.ts";
import { type Compilation, compile } from "../../compiler/compile.ts";
import type { FoundFiles } from "../../compiler/sources.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { renderDiagnostics } from "../../diagnostics/render.ts";
import { readDirectory } from "../../files/directory.ts";
import type { CheckFormat } from "../formats.ts";
import { located } from "../read/located.ts";
import type { ExitCode, Reply } from "../reply.ts";
import type { Terminal } from "../terminal.ts";
import { counted, numberOf } from "../write/counted.ts";
import { diagnosticData } from "../write/diagnostic-data.ts";
import { githubCommands } from "../write/github.ts";
import { json } from "../write/json.ts";
import { renderOptions } from "../write/paint.ts";
import { sarif } from "../write/sarif.ts";

export interface CheckOptions {
  readonly format: CheckFormat;
  readonly asOf?: string;
  /** More of them fail the check. */
  readonly maxWarnings?: number;
}

interface Findings {
  readonly diagnostics: readonly Diagnostic[];
  readonly more: number;
  readonly code: ExitCode;
}

/** Compiles a policy directory and says what is wrong with it: errors are 2, too many warnings 1. */
export async function check(directory: string, options: CheckOptions, terminal: Terminal): Promise<Reply> {
  const { diagnostics, more } = findingsOf(await readDirectory(directory), options, terminal.today);
  const code = codeOf(diagnostics, more, options);
  const findings = { diagnostics: located(diagnostics, directory), more, code };
  return { code, out: WRITERS[options.format](findings, terminal) };
}

function findingsOf(files: FoundFiles, { asOf }: CheckOptions, today: Date): Omit<Findings, "code"> {
  const found = compile(files, { invariants: proveInvariants, ...(asOf !== undefined && { asOf }) });
  const expired = asOf === undefined ? expiredBy(today, files) : [];
  return { diagnostics: [...found.diagnostics, ...lintOf(found), ...expired], more: found.more };
}

/** What rules can never do, proved over all inputs. */
function lintOf({ policy, program }: Compilation): readonly Diagnostic[] {
  return policy && program ? lintDiagnostics(policy, program) : [];
}

/** Without a date to hold them to, rules that are past their `expires` are worth a warning. */
function expiredBy(asOf: Date, files: FoundFiles): readonly Diagnostic[] {
  if (!files.sources.policies.some(({ text }) => text.includes("expires"))) return [];
  return compile(files, { asOf })
    .diagnostics.filter(({ code }) => code === "rule-expired")
    .map((diagnostic) => ({ ...diagnostic, severity: "warning" }));
}

function codeOf(diagnostics: readonly Diagnostic[], more: number, { maxWarnings }: CheckOptions): ExitCode {
  if (numberOf(diagnostics, "error") > 0) return 2;
  // Errors are kept before warnings, so what is not kept is warnings.
  return numberOf(diagnostics, "warning") + more > (maxWarnings ?? Infinity) ? 1 : 0;
}

const WRITERS: Readonly<Record<CheckFormat, (findings: Findings, terminal: Terminal) => string>> = {
  pretty: ({ diagnostics, more, code }, terminal) => {
    const { colors } = terminal;
    if (diagnostics.length === 0) return `${colors.green("✓")} nothing to complain about\n`;
    const frames = renderDiagnostics(diagnostics, more, renderOptions(terminal, colors));
    const note = code === 1 ? ", more than `--max-warnings`" : "";
    return `${frames}\n\n${counted(diagnostics, colors)}${note}\n`;
  },
  json: ({ diagnostics, more, code }) =>
    json({ passed: code === 0, diagnostics: diagnostics.map(diagnosticData), more }),
  github: ({ diagnostics }) => githubCommands(diagnostics),
  sarif: ({ diagnostics }) => json(sarif(diagnostics)),
};
