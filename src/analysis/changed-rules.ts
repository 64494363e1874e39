import type { LoweredRule } from "../compiler/4-lower/lower.ts";
import { keyOfLowered } from "./core/key.ts";
import type { Subject } from "./core/subject.ts";

/** Rules that only one of the policies has; all, where anything else may make a difference. */
export function changedRules(before: Subject, after: Subject): ReadonlySet<LoweredRule> | "all" {
  const facts = ({ schema, settings }: Subject) => JSON.stringify([schema, settings]);
  if (facts(before) !== facts(after)) return "all";
  const [old, fresh] = [before, after].map(({ rules }) =>
    rules.filter(({ rule }) => rule.mode === "enforce"),
  );
  const [oldKeys, newKeys] = [old!.map(keyOf), fresh!.map(keyOf)];
  if (before.settings.resolution === "first_match") return betweenEnds(old!, fresh!, oldKeys, newKeys);
  const [oldSet, newSet] = [new Set(oldKeys), new Set(newKeys)];
  return new Set([
    ...old!.filter((_, i) => !newSet.has(oldKeys[i]!)),
    ...fresh!.filter((_, i) => !oldSet.has(newKeys[i]!)),
  ]);
}

/** Where order counts: what is left without the rules that both begin with, and those that both end with. */
function betweenEnds(
  old: readonly LoweredRule[],
  fresh: readonly LoweredRule[],
  oldKeys: readonly string[],
  newKeys: readonly string[],
): ReadonlySet<LoweredRule> {
  let start = 0;
  while (start < oldKeys.length && start < newKeys.length && oldKeys[start] === newKeys[start]) start++;
  let end = 0;
  const most = Math.min(oldKeys.length, newKeys.length) - start;
  while (end < most && oldKeys.at(-1 - end) === newKeys.at(-1 - end)) end++;
  return new Set([...old.slice(start, old.length - end), ...fresh.slice(start, fresh.length - end)]);
}

function keyOf({ rule, condition }: LoweredRule): string {
  return JSON.stringify([
    rule.effect,
    rule.scope.actions ?? null,
    rule.approval ?? null,
    keyOfLowered(condition),
  ]);
}
