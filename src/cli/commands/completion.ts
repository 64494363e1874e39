import { bashCompletion } from "../completion/bash.ts";
import { fishCompletion } from "../completion/fish.ts";
import { zshCompletion } from "../completion/zsh.ts";
import type { Format, Shell } from "../formats.ts";
import type { Reply } from "../reply.ts";
import { json } from "../write/json.ts";

const SCRIPTS: Readonly<Record<Shell, () => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

/** Prints a script by which a shell completes commands, options and what these take. It calls nothing of ours. */
export async function completion(shell: Shell, { format }: { readonly format: Format }): Promise<Reply> {
  const script = SCRIPTS[shell]();
  return { code: 0, out: format === "json" ? json({ shell, script }) : script };
}
