import { Command, CommanderError } from "commander";
import { VERSION } from "../version.ts";
import { commandOf } from "./command-of.ts";
import { COMMANDS, type CommandRow } from "./command-table.ts";
import type { FailureOptions } from "./failed.ts";
import type { Reply } from "./reply.ts";
import type { Terminal } from "./terminal.ts";

/** What follows `actra` on the command line → the reply. Never throws: whatever goes wrong is a reply too. */
export async function run(words: readonly string[], terminal: Terminal): Promise<Reply> {
  let reply: Reply = { code: 2 };
  let out = "";
  let err = "";
  const program = newProgram({ writeOut: (text) => (out += text), writeErr: (text) => (err += text) });
  for (const row of COMMANDS)
    addCommand(program, row, async (called, where, options) => {
      reply = await replyOf(called, where, options, terminal);
    });
  try {
    await program.parseAsync(words, { from: "user" });
    return reply;
  } catch (error) {
    if (!(error instanceof CommanderError)) return failedWith(error, {}, terminal);
    return { code: error.exitCode === 0 ? 0 : 2, out, err };
  }
}

interface Output {
  readonly writeOut: (text: string) => void;
  readonly writeErr: (text: string) => void;
}

function newProgram(output: Output): Command {
  return new Command("actra")
    .description("Decides before an action runs whether it may: checks, tests and runs policies.")
    .version(VERSION, "-v, --version")
    .addHelpText("after", EXIT_CODES)
    .exitOverride()
    .configureOutput(output);
}

const EXIT_CODES = `
Exit codes:
  0                           good
  1                           the policy says no, or a check failed
  2                           wrong use, or bad documents`;

type Action = (row: CommandRow, where: unknown, options: FailureOptions) => Promise<void>;

function addCommand(program: Command, row: CommandRow, action: Action): void {
  const command = commandOf(row)
    .copyInheritedSettings(program)
    .action((where, options) => action(row, where, options));
  program.addCommand(command);
  for (const part of row.parts ?? []) addCommand(command, part, action);
}

async function replyOf(
  { load }: CommandRow,
  where: unknown,
  options: FailureOptions,
  terminal: Terminal,
): Promise<Reply> {
  try {
    const command = await load();
    return await command(where as never, options as never, terminal);
  } catch (error) {
    return failedWith(error, options, terminal);
  }
}

async function failedWith(error: unknown, options: FailureOptions, terminal: Terminal): Promise<Reply> {
  const { failed } = await import("./failed.ts");
  return failed(error, options, terminal);
}
