import type { Colors } from "picocolors/types";
import { renderDiagnostics } from "../diagnostics/render.ts";
import { visible } from "../diagnostics/visible.ts";
import { ActraError } from "../errors.ts";
import type { Reply } from "./reply.ts";
import type { Terminal } from "./terminal.ts";
import { diagnosticData, placeData } from "./write/diagnostic-data.ts";
import { githubCommands } from "./write/github.ts";
import { json } from "./write/json.ts";
import { renderOptions } from "./write/paint.ts";
import { BadDocuments, BadInput, WrongUse } from "./wrong-use.ts";

export interface FailureOptions {
  readonly format?: string;
  readonly debug?: boolean;
}

/** Anything that was thrown → a line, and the code frames. Never a stack trace, unless it is asked for. */
export function failed(error: unknown, { format, debug }: FailureOptions, terminal: Terminal): Reply {
  const stack = debug && error instanceof Error ? `\n${visibleLines(stackOf(error))}\n` : "";
  if (format === "json") return { code: 2, out: json({ error: dataOf(error) }), err: stack };
  const isForGithub = format === "github" && error instanceof BadDocuments;
  const out = isForGithub ? githubCommands(error.diagnostics) : "";
  return { code: 2, out, err: `${text(error, terminal)}\n${stack}` };
}

function text(error: unknown, terminal: Terminal): string {
  const colors = terminal.errorColors;
  if (error instanceof BadDocuments) {
    const { diagnostics, more } = error;
    return renderDiagnostics(diagnostics, more, renderOptions(terminal, colors));
  }
  if (error instanceof BadInput) {
    const { span } = error;
    const place = span && `\n${colors.cyan(visible(`${span.source.path}:${span.line}:${span.column}`))}`;
    return line(`error ${error.error.code}`, error.message, colors) + (place ?? "");
  }
  if (error instanceof WrongUse) return line("error", error.message, colors) + helpLine(error.help, colors);
  const message = messageOf(error);
  return line("error", isExpected(error) ? message : `${message} (\`--debug\` shows where)`, colors);
}

function line(head: string, message: string, { red }: Colors): string {
  return `${red(head)}: ${visible(message)}`;
}

function helpLine(help: string | undefined, { green }: Colors): string {
  return help === undefined ? "" : `\n  ${green("help")}: ${visible(help)}`;
}

function dataOf(error: unknown): object {
  if (error instanceof BadDocuments) {
    const { diagnostics, more } = error;
    return { code: "BAD_DOCUMENTS", diagnostics: diagnostics.map(diagnosticData), more };
  }
  if (error instanceof BadInput) {
    const { code, message, path, expected, received } = error.error;
    return { code, message, input_path: path, expected, received, ...(error.span && placeData(error.span)) };
  }
  if (error instanceof WrongUse) {
    const { message, help } = error;
    return { code: "WRONG_USE", message, ...(help !== undefined && { help }) };
  }
  const code = (error as { code?: unknown } | null)?.code;
  return { code: typeof code === "string" ? code : "UNEXPECTED", message: messageOf(error) };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Errors of this package, and those of the system that name a file, say all there is. */
function isExpected(error: unknown): boolean {
  return error instanceof ActraError || (error instanceof Error && "syscall" in error);
}

function stackOf(error: Error): string {
  const { cause } = error;
  return cause instanceof Error ? `${error.stack}\ncaused by ${stackOf(cause)}` : String(error.stack);
}

function visibleLines(stack: string): string {
  return stack.split("\n").map(visible).join("\n");
}
