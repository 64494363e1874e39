import type { Argument, Command, Option } from "commander";
import { commandOf } from "../command-of.ts";
import { COMMANDS } from "../command-table.ts";

// What shells complete, from the table of commands.

export interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  readonly argument: Completed;
  readonly options: readonly CompletedOption[];
}

export interface CompletedOption {
  /** `--output`, `-o` */
  readonly flags: readonly string[];
  readonly description: string;
  /** Absent for an option without a value. */
  readonly value?: Completed;
}

/** What may stand in a place. `text` is anything: there is nothing to offer. */
export type Completed =
  | { readonly kind: "words"; readonly words: readonly string[] }
  | { readonly kind: "files" | "folders" | "text" };

export const COMPLETED: readonly CompletedCommand[] = COMMANDS.map((row) => completedCommand(commandOf(row)));

function completedCommand(command: Command): CompletedCommand {
  const options = command.createHelp().visibleOptions(command);
  return {
    name: command.name(),
    summary: command.description(),
    argument: completedArgument(command.registeredArguments[0]!),
    options: options.map(completedOption),
  };
}

function completedArgument(argument: Argument): Completed {
  const { argChoices } = argument;
  if (argChoices !== undefined) return { kind: "words", words: argChoices };
  return { kind: argument.name() === "dir" ? "folders" : "files" };
}

function completedOption(option: Option): CompletedOption {
  const { long, short, description, required, optional } = option;
  const flags = [long, short].filter((flag) => flag !== undefined && flag !== null);
  const value = required || optional ? { value: completedValue(option) } : {};
  return { flags, description, ...value };
}

function completedValue({ argChoices, flags }: Option): Completed {
  if (argChoices !== undefined) return { kind: "words", words: argChoices };
  return { kind: flags.includes("<file>") ? "files" : "text" };
}
