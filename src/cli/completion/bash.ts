import { COMPLETED, type Completed, type CompletedCommand } from "./completed.ts";

// For bash 3.2 and later: macOS has no newer one. A place for which nothing is given gets file names from readline.

export function bashCompletion(): string {
  return `# Completion of actra in bash: source it from ~/.bashrc, or write it to where bash-completion looks.
_actra() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD - 1]}" IFS=$'\\n'
  COMPREPLY=()
  # In \`--format=json\` the \`=\` is a word of its own.
  if [[ $current == "=" ]]; then
    current=""
  elif [[ $previous == "=" ]]; then
    previous="\${COMP_WORDS[COMP_CWORD - 2]}"
  fi
  if ((COMP_CWORD == 1)); then
    ${offer([...COMPLETED.map(({ name }) => name), "help", "--help", "--version"])}
    return
  fi
  case "\${COMP_WORDS[1]}" in
    help)
      ${offer(COMPLETED.map(({ name }) => name))}
      ;;
${COMPLETED.map(commandCase).join("\n")}
  esac
}
complete -o bashdefault -o default -F _actra actra
`;
}

function commandCase({ name, argument, options }: CompletedCommand): string {
  const valued = options.flatMap(({ flags, value }) =>
    value === undefined ? [] : [`        ${flags.join("|")}) ${completed(value)}; return ;;`],
  );
  return `    ${name})
      case "$previous" in
${valued.join("\n")}
      esac
      if [[ $current == -* ]]; then
        ${offer(options.flatMap(({ flags }) => flags))}
      else
        ${completed(argument)}
      fi
      ;;`;
}

function completed(what: Completed): string {
  switch (what.kind) {
    case "words":
      return offer(what.words);
    case "folders":
      return 'compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -d -- "$current"))';
    case "files":
      return ":";
    case "text":
      return "compopt +o bashdefault +o default 2>/dev/null";
  }
}

function offer(words: readonly string[]): string {
  return `COMPREPLY=($(IFS=' '; compgen -W "${words.join(" ")}" -- "$current"))`;
}
