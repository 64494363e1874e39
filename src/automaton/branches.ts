import { choice, type Expression, sequence } from "./expression.ts";
import type { Stretch } from "./refusal.ts";

type Branch = readonly Expression[];

/**
 * A choice in which branches that begin with the same code points share that beginning, as in a trie. The order of
 * branches makes no difference, and the subset construction need not follow every word of a long list at once.
 */
export function choiceOf(branches: readonly Branch[], at: Stretch): Expression {
  const groups = new Map<unknown, Branch[]>();
  for (const branch of branches) {
    const key = keyOf(branch[0]) ?? branch;
    const group = groups.get(key);
    if (group) group.push(branch);
    else groups.set(key, [branch]);
  }
  const items = [...groups.values()].map((group) =>
    group.length > 1 ? shared(group, at) : alone(group[0]!, at),
  );
  return choice(items, at);
}

function shared(group: readonly Branch[], at: Stretch): Expression {
  const first = group[0]!;
  const end = first.findIndex((item, i) => !group.every((branch) => sameCodePoints(item, branch[i])));
  const length = end < 0 ? first.length : end;
  const rest = choiceOf(
    group.map((branch) => branch.slice(length)),
    at,
  );
  return sequence([...first.slice(0, length), rest], at);
}

function alone(branch: Branch, at: Stretch): Expression {
  return sequence(branch, { start: branch[0]?.at.start ?? at.start, end: branch.at(-1)?.at.end ?? at.end });
}

function sameCodePoints(one: Expression, other: Expression | undefined): boolean {
  const key = keyOf(one);
  return key !== undefined && key === keyOf(other);
}

function keyOf(item: Expression | undefined): string | undefined {
  return item?.kind === "characters" ? item.set.join() : undefined;
}
