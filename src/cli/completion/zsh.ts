import { COMPLETED, type Completed, type CompletedCommand, type CompletedOption } from "./completed.ts";

/** To be sourced, or written as \`_actra\` into a folder of \`$fpath\`. */
export function zshCompletion(): string {
  return `#compdef actra
# Completion of actra in zsh: source it from ~/.zshrc behind compinit, or write it as _actra into a folder of $fpath.
_actra() {
  local -a commands
  commands=(
${COMPLETED.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`).join("\n")}
    'help:say what a command takes'
  )
  if (( CURRENT == 2 )); then
    _describe -t commands command commands
    _arguments '--help[say what there is]' '--version[say the version]'
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
    help) _describe -t commands command commands ;;
${COMPLETED.map(commandCase).join("\n")}
  esac
}
if [[ $funcstack[1] == _actra ]]; then
  _actra "$@"
else
  compdef _actra actra
fi
`;
}

function commandCase({ name, argument, options }: CompletedCommand): string {
  const specs = [...options.flatMap(optionSpecs), `*:${name}:${completed(argument)}`];
  return `    ${name})\n      _arguments \\\n${specs.map((spec) => `        ${quoted(spec)}`).join(" \\\n")}\n      ;;`;
}

function optionSpecs({ flags, description, value }: CompletedOption): string[] {
  const about = description.replaceAll(/[[\]:\\]/g, "\\$&");
  return flags.map((flag) => {
    const start = value !== undefined && flag.startsWith("--") ? `${flag}=` : flag;
    return `${start}[${about}]${value === undefined ? "" : `:value:${completed(value)}`}`;
  });
}

function completed(what: Completed): string {
  switch (what.kind) {
    case "words":
      return `(${what.words.join(" ")})`;
    case "folders":
      return "_files -/";
    case "files":
      return "_files";
    case "text":
      return " ";
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
