import type { Decision } from "../../language/decision.ts";
import { decisionLines } from "../../policy/render-explanation.ts";
import type { Format } from "../formats.ts";
import { ask } from "../read/input.ts";
import type { ExitCode, Reply } from "../reply.ts";
import type { Terminal } from "../terminal.ts";
import { json } from "../write/json.ts";
import { paintExplanation } from "../write/paint-explanation.ts";
import { subjectOf } from "../write/subject.ts";

export interface AskOptions {
  readonly format: Format;
  /** A file, or `-`. */
  readonly input: string;
}

/** Decides on one input. Only `allow` is 0. */
export async function evaluate(where: string, options: AskOptions, terminal: Terminal): Promise<Reply> {
  const { input, answer } = await ask(where, options.input, terminal, (policy, given) =>
    policy.evaluate(given),
  );
  return {
    code: codeOf(answer),
    out: options.format === "json" ? json(answer) : text(answer, subjectOf(input), terminal),
  };
}

export function codeOf({ effect }: Pick<Decision, "effect">): ExitCode {
  return effect === "allow" ? 0 : 1;
}

function text(decision: Decision, subject: string, { colors }: Terminal): string {
  return `${paintExplanation(decisionLines(decision, subject).join("\n"), colors)}\n`;
}
