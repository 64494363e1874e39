/** Holds the engine against the reference: the first difference that a case shows, if any. */
import { isDeepStrictEqual } from "node:util";
import type { Case } from "../generate/case.ts";
import type { Spread } from "../generate/spread.ts";
import type { Answer } from "../reference/answer.ts";
import { prepare, type Reference } from "../reference/reference.ts";
import { compileEachWay, type Engine } from "./engine.ts";

export interface Difference {
  kind: "compile" | "decide" | "explain";
  input?: unknown;
  reference?: Answer;
  engine: unknown;
}

export function compare(documents: Case, spread?: Spread): Difference | undefined {
  const reference = prepare(documents.schema, documents.policies, documents.options);
  let engines: Engine[];
  try {
    engines = compileEachWay(documents);
  } catch (error) {
    return { kind: "compile", engine: error };
  }
  spread?.countCase(documents);
  try {
    return compareInputs(reference, engines, documents.inputs, spread);
  } finally {
    for (const engine of engines) engine.dispose();
  }
}

function compareInputs(reference: Reference, engines: Engine[], inputs: unknown[], spread?: Spread) {
  for (const [i, input] of inputs.entries()) {
    const expected = reference.decide(input);
    spread?.countAnswer(expected);
    const decided = engines.map((engine) => caught(() => engine.decide(input)));
    const differing = decided.find((answer) => !isDeepStrictEqual(answer, expected));
    if (differing !== undefined && engines[0]!.isBeyond(input)) continue;
    if (differing !== undefined)
      return { kind: "decide", input, reference: expected, engine: differing } as const;
    // Explaining takes much longer than deciding, has tests of its own, and knows nothing of an index.
    if (i % 2 === 1) continue;
    const explained = caught(() => engines[0]!.explain(input));
    if (!agrees(explained, expected))
      return { kind: "explain", input, reference: expected, engine: explained } as const;
  }
  return undefined;
}

function caught<T>(give: () => T): T | { threw: unknown } {
  try {
    return give();
  } catch (error) {
    return { threw: error };
  }
}

/** An explanation says much more; only its decision is compared. */
function agrees(explained: Answer | { threw: unknown }, expected: Answer): boolean {
  if ("threw" in explained || "error" in explained || "error" in expected)
    return isDeepStrictEqual(explained, expected);
  const { effect, matched_rule } = explained.decision;
  return effect === expected.decision.effect && matched_rule === expected.decision.matched_rule;
}
