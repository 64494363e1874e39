import { type Automaton, canonical } from "./automaton.ts";
import { Budget, Exhausted } from "./budget.ts";
import { type CodePointClasses, classAt, classesByLabel, firstsOf } from "./code-point-classes.ts";
import { explore, type Found } from "./explore.ts";
import { PATTERN_LIMITS, type PatternLimits } from "./limits.ts";
import { ACCEPT, REJECT } from "./table.ts";

// Sets of texts, put together.

export function complement({ start, width, next, accepting, classes }: Automaton): Automaton {
  const swap = (state: number): number => (state === REJECT ? ACCEPT : state === ACCEPT ? REJECT : state);
  return {
    start: swap(start),
    width,
    next: next.map((_, i) => swap(next[swap(Math.floor(i / width)) * width + (i % width)]!)),
    accepting: accepting.map((_, state) => 1 - accepting[swap(state)]!),
    classes,
  };
}

/** `undefined` when it passes a limit. */
export function intersection(
  one: Automaton,
  other: Automaton,
  limits?: PatternLimits,
): Automaton | undefined {
  return product(one, other, (a, b) => a && b, limits);
}

/** `undefined` when it passes a limit. */
export function union(one: Automaton, other: Automaton, limits?: PatternLimits): Automaton | undefined {
  return product(one, other, (a, b) => a || b, limits);
}

type Combine = (one: boolean, other: boolean) => boolean;

function product(
  one: Automaton,
  other: Automaton,
  combine: Combine,
  limits = PATTERN_LIMITS,
): Automaton | undefined {
  const classes = commonClasses(one.classes, other.classes);
  const columns = firstsOf(classes).map(
    (first) => [classAt(one.classes, first), classAt(other.classes, first)] as const,
  );
  const visit = (name: string): Found => {
    const [a, b] = [name.charCodeAt(0), name.charCodeAt(1)];
    const accepting = combine(one.accepting[a] === 1, other.accepting[b] === 1);
    const row = columns.map(([left, right]) =>
      nameOf(one.next[a * one.width + left]!, other.next[b * other.width + right]!),
    );
    return { accepting, row };
  };
  try {
    return canonical(
      explore(nameOf(one.start, other.start), classes.count, visit, new Budget(limits)),
      classes,
    );
  } catch (error) {
    if (error instanceof Exhausted) return undefined;
    throw error;
  }
}

function nameOf(one: number, other: number): string {
  return String.fromCharCode(one, other);
}

/** Classes that either automaton tells apart. */
function commonClasses(one: CodePointClasses, other: CodePointClasses): CodePointClasses {
  const starts = [...new Set([...one.starts, ...other.starts])].sort((a, b) => a - b);
  const labels = starts.map((start) => classAt(one, start) * other.count + classAt(other, start));
  return classesByLabel(starts, labels);
}
