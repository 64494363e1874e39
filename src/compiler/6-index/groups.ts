import type { Line } from "./line.ts";

// Which slot a rule is looked up by.

/** Lines of one slot, by the slot; in the order of their rules. */
export type Groups = ReadonlyMap<number, readonly Line[]>;

/**
 * Each rule goes by that of its lines which it shares with the fewest others; where that leaves a group too small to be worth a
 * look-up, by another, or it stays out.
 *
 * @param lines for each rule, those that want single numbers
 */
export function groupByNumbers(lines: readonly (readonly Line[])[], fewest: number): Groups {
  const sharing = countSharing(lines);
  const all = assign(lines, sharing, () => true);
  return large(
    assign(lines, sharing, (slot) => (all.get(slot)?.length ?? 0) >= fewest),
    fewest,
  );
}

/** The slot of which the most lines are; none when those are too few. */
export function largestGroup(lines: readonly (readonly Line[])[], fewest: number): Groups {
  const groups = new Map<number, Line[]>();
  for (const line of lines.flat()) add(line, groups);
  const largest = [...groups].reduce<[number, Line[]]>(
    (best, next) => (next[1].length > best[1].length ? next : best),
    [0, []],
  );
  return large(new Map([largest]), fewest);
}

function large(groups: Groups, fewest: number): Groups {
  return new Map([...groups].filter(([, lines]) => lines.length >= fewest).sort(([a], [b]) => a - b));
}

function add(line: Line, groups: Map<number, Line[]>): void {
  const group = groups.get(line.slot);
  if (group === undefined) groups.set(line.slot, [line]);
  else group.push(line);
}

/** By slot and number: how many rules want it. */
type Sharing = ReadonlyMap<number, ReadonlyMap<number, number>>;

function countSharing(lines: readonly (readonly Line[])[]): Sharing {
  const sharing = new Map<number, Map<number, number>>();
  for (const { slot, spans } of lines.flat()) {
    const counts = sharing.get(slot) ?? new Map<number, number>();
    sharing.set(slot, counts);
    for (const { from } of spans) counts.set(from, (counts.get(from) ?? 0) + 1);
  }
  return sharing;
}

function assign(
  lines: readonly (readonly Line[])[],
  sharing: Sharing,
  isOpen: (slot: number) => boolean,
): Map<number, Line[]> {
  const groups = new Map<number, Line[]>();
  for (const ofRule of lines) {
    const open = ofRule.filter(({ slot }) => isOpen(slot));
    if (open.length === 0) continue;
    const costs = open.map((line) => cost(line, sharing));
    add(open[costs.indexOf(Math.min(...costs))]!, groups);
  }
  return groups;
}

/** How many rules an input that wants this one meets, on average. */
function cost({ slot, spans }: Line, sharing: Sharing): number {
  const counts = sharing.get(slot)!;
  return spans.reduce((sum, { from }) => sum + counts.get(from)!, 0) / Math.max(1, spans.length);
}
