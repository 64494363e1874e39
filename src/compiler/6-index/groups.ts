import type { RuleOnLine } from "./overlay.ts";

/** Rules that are looked up together, by one slot. */
export interface Group {
  readonly slot: number;
  readonly lines: readonly RuleOnLine[];
}

/** A rule with the slots that it wants single numbers of. */
export interface PinnedRule {
  readonly rule: number;
  readonly pins: ReadonlyMap<number, RuleOnLine>;
}

/**
 * Each rule goes by the one of its pins that it shares with the fewest others; where that leaves a group too small to be
 * worth a look-up, by another, or it stays out.
 */
export function groupByPins(rules: readonly PinnedRule[], fewest: number): Group[] {
  const sharing = countSharing(rules);
  const all = assign(rules, sharing, () => true);
  const large = new Set([...all].filter(([, lines]) => lines.length >= fewest).map(([slot]) => slot));
  const groups = [...assign(rules, sharing, (slot) => large.has(slot))].map(([slot, lines]) => ({
    slot,
    lines,
  }));
  return groups.sort((a, b) => a.slot - b.slot);
}

type Sharing = ReadonlyMap<number, ReadonlyMap<number, number>>;

/** By slot and number: how many rules want it. */
function countSharing(rules: readonly PinnedRule[]): Sharing {
  const sharing = new Map<number, Map<number, number>>();
  for (const { pins } of rules)
    for (const [slot, { spans }] of pins) {
      const counts = sharing.get(slot) ?? new Map<number, number>();
      sharing.set(slot, counts);
      for (const { from } of spans) counts.set(from, (counts.get(from) ?? 0) + 1);
    }
  return sharing;
}

function assign(
  rules: readonly PinnedRule[],
  sharing: Sharing,
  isOpen: (slot: number) => boolean,
): Map<number, RuleOnLine[]> {
  const groups = new Map<number, RuleOnLine[]>();
  for (const { pins } of rules) {
    const slots = [...pins.keys()].filter(isOpen);
    const costs = slots.map((slot) => cost(pins.get(slot)!, sharing.get(slot)!));
    const slot = slots[costs.indexOf(Math.min(...costs))];
    if (slot === undefined) continue;
    if (!groups.has(slot)) groups.set(slot, []);
    groups.get(slot)!.push(pins.get(slot)!);
  }
  return groups;
}

/** How many rules an input that has come this far meets, on average. */
function cost({ spans }: RuleOnLine, counts: ReadonlyMap<number, number>): number {
  return spans.reduce((sum, { from }) => sum + counts.get(from)!, 0) / Math.max(1, spans.length);
}
