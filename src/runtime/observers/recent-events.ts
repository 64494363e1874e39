import type { DecisionEvent } from "../events.ts";
import { requireCount } from "../options.ts";

const MOST = 1_000_000;

/** An observer that keeps the last events. */
export interface RecentEvents {
  (event: DecisionEvent): void;
  /** Oldest first; frozen. */
  snapshot(): readonly DecisionEvent[];
  clear(): void;
}

/**
 * Decisions and outcomes each count as one event.
 *
 * @throws TypeError unless `count` is a whole number from 1 to 1,000,000
 */
export function recentEvents(count: number): RecentEvents {
  requireCount("the number of events to keep", count, MOST);
  let events: DecisionEvent[] = [];
  /** Where the next one goes: once all places are taken, over the oldest. */
  let next = 0;
  const take = (event: DecisionEvent) => {
    events[next] = event;
    next = (next + 1) % count;
  };
  const snapshot = () => Object.freeze([...events.slice(next), ...events.slice(0, next)]);
  const clear = () => {
    events = [];
    next = 0;
  };
  return Object.freeze(Object.assign(take, { snapshot, clear }));
}
