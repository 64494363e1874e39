import { COMPLETED, type Completed, type CompletedCommand } from "./completed.ts";

export function fishCompletion(): string {
  const lines = [
    "# Completion of actra in fish: write it to ~/.config/fish/completions/actra.fish",
    "complete -c actra -f",
    ...COMPLETED.map(({ name, summary }) => first(name, summary)),
    first("help", "say what a command takes"),
    `complete -c actra -n '__fish_seen_subcommand_from help' -a ${quoted(COMPLETED.map(({ name }) => name).join(" "))}`,
    ...COMPLETED.flatMap(commandLines),
  ];
  return `${lines.join("\n")}\n`;
}

function first(name: string, summary: string): string {
  return `complete -c actra -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`;
}

function commandLines({ name, argument, options }: CompletedCommand): string[] {
  const start = `complete -c actra -n '__fish_seen_subcommand_from ${name}'`;
  return [
    `${start} ${completed(argument)}`,
    ...options.map(({ flags, description, value }) => {
      const names = flags.map((flag) =>
        flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`,
      );
      const takes = value === undefined ? "" : ` -r ${completed(value)}`;
      return `${start} ${names.join(" ")}${takes} -d ${quoted(description)}`;
    }),
  ];
}

function completed(what: Completed): string {
  switch (what.kind) {
    case "words":
      return `-f -a ${quoted(what.words.join(" "))}`;
    case "folders":
      return "-f -a '(__fish_complete_directories)'";
    case "files":
      return "-F";
    case "text":
      return "-f";
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll(/['\\]/g, "\\$&")}'`;
}
