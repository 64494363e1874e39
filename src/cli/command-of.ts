import { Argument, Command, Option } from "commander";
import type { CommandRow } from "./command-table.ts";

/** A row of the table as a command, without what it does: parsing, help and completion are told by it. */
export function commandOf({
  name,
  summary,
  argument: [flags, description, standard],
  choices,
  formats,
  addOptions,
  examples,
}: CommandRow): Command {
  const command = new Command(name).description(summary);
  const argument = new Argument(flags, description).default(standard);
  command.addArgument(choices === undefined ? argument : argument.choices(choices));
  addOptions?.(command);
  return command
    .addOption(new Option("--format <format>", "how to say it").choices(formats).default(formats[0]))
    .option("--debug", "show the stack trace of what went wrong")
    .addHelpText("after", `\nExamples:\n${examples.map((each) => `  $ actra ${each}`).join("\n")}`);
}
