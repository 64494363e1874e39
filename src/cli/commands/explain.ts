import { explainWithChanges } from "../../analysis/explain.ts";
import type { PolicyInput } from "../../language/policy-types.ts";
import type { Explanation } from "../../policy/explanation.ts";
import { models } from "../../policy/models.ts";
import type { Policy } from "../../policy/policy.ts";
import { renderExplanation } from "../../policy/render-explanation.ts";
import { ask } from "../read/input.ts";
import type { Reply } from "../reply.ts";
import type { Terminal } from "../terminal.ts";
import { json } from "../write/json.ts";
import { paintExplanation } from "../write/paint-explanation.ts";
import { type AskOptions, codeOf } from "./eval.ts";

/** A program has no rules to look at: the explanation is then without what could be changed. */
function explained(policy: Policy, input: PolicyInput): Explanation {
  return models.has(policy) ? explainWithChanges(policy, input) : policy.explain(input);
}

/** Says why the decision on one input falls as it does. Only `allow` is 0. */
export async function explain(where: string, options: AskOptions, terminal: Terminal): Promise<Reply> {
  const { answer } = await ask(where, options.input, terminal, explained);
  const text = () => `${paintExplanation(renderExplanation(answer), terminal.colors)}\n`;
  return { code: codeOf(answer), out: options.format === "json" ? json(answer) : text() };
}
