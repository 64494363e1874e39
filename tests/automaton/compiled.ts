import { type CompiledPattern, compileLike, compileMatches } from "../../src/automaton/compile.ts";
import type { PatternLimits } from "../../src/automaton/limits.ts";

/** For patterns that are known to be good. */
export function matching(pattern: string, limits?: PatternLimits): CompiledPattern {
  return good(pattern, compileMatches(pattern, limits));
}

export function like(pattern: string): CompiledPattern {
  return good(pattern, compileLike(pattern));
}

function good(pattern: string, outcome: ReturnType<typeof compileLike>): CompiledPattern {
  if (outcome.kind !== "compiled") throw new Error(`${JSON.stringify(pattern)}: ${JSON.stringify(outcome)}`);
  return outcome;
}
