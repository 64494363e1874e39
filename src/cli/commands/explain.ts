import { renderExplanation } from "../../policy/render-explanation.ts";
import { ask } from "../read/input.ts";
import type { Reply } from "../reply.ts";
import type { Terminal } from "../terminal.ts";
import { json } from "../write/json.ts";
import { paintExplanation } from "../write/paint-explanation.ts";
import { type AskOptions, codeOf } from "./eval.ts";

/** Says why the decision on one input falls as it does. Only `allow` is 0. */
export async function explain(where: string, options: AskOptions, terminal: Terminal): Promise<Reply> {
  const { answer } = await ask(where, options.input, terminal, (policy, given) => policy.explain(given));
  const text = () => `${paintExplanation(renderExplanation(answer), terminal.colors)}\n`;
  return { code: codeOf(answer), out: options.format === "json" ? json(answer) : text() };
}
