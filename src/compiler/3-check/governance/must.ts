import type { Related } from "../../../diagnostics/diagnostic.ts";
import type { Rule } from "../../../language/model.ts";
import type { MustNode } from "../../2-parse/ast.ts";
import type { GovernanceContext } from "./governance-context.ts";

/** How a policy falls short of a governance rule. */
export interface Shortfall {
  /** What was found, in a few words. */
  readonly found: string;
  /** The first places in the policy that it is about, and how many more there are. */
  readonly related: readonly Related[];
  readonly more: number;
}

/** A place that is not shown is not described either: there may be as many as rules in the policy, in each check. */
interface Places {
  readonly related: Related[];
  more: number;
}

/** `undefined` when the selected rules are as they must be. */
export function shortfall(governed: GovernanceContext, selected: readonly Rule[]): Shortfall | undefined {
  const { must } = governed.node;
  const most = governed.check.limits.diagnostics;
  const counted = (wanted: string): Shortfall => ({
    found: `${selected.length} of the policy's rules count, ${wanted} must`,
    ...placesOf(selected, most, () => "counts"),
  });
  switch (must.kind) {
    case "exists":
      return selected.length > 0 === must.value ? undefined : counted(must.value ? "at least 1" : "none");
    case "min_count":
      return selected.length >= must.value ? undefined : counted(`at least ${must.value}`);
    case "max_count":
      return selected.length <= must.value ? undefined : counted(`at most ${must.value}`);
    case "forbid":
      return selected.length === 0 ? undefined : counted("none");
    case "allowed_fields":
      return otherFields(must.fields, selected, governed);
    case "decide":
      return undefined;
    case "required_effect":
      return otherEffects(must.effect, selected, most);
  }
}

/** These count only rules that are enforced, unless the selection asks for a mode itself. */
export function countsEnforcedOnly(must: MustNode): boolean {
  return must.kind === "exists" || must.kind === "min_count" || must.kind === "required_effect";
}

/** These say something of each selected rule, and so nothing when there is none. */
export function holdsForEach(must: MustNode): boolean {
  return must.kind === "allowed_fields" || must.kind === "required_effect";
}

function placesOf(rules: readonly Rule[], most: number, words: (rule: Rule) => string): Places {
  const describe = (rule: Rule) => ({ message: `rule \`${rule.id}\` ${words(rule)}`, span: rule.idSpan });
  return { related: rules.slice(0, most).map(describe), more: Math.max(0, rules.length - most) };
}

/** The action's name may always be asked for. */
function otherFields(
  allowed: readonly { readonly value: string }[],
  selected: readonly Rule[],
  { reads, check }: GovernanceContext,
): Shortfall | undefined {
  const names = new Set(["action.type", ...allowed.map((field) => field.value)]);
  const places: Places = { related: [], more: 0 };
  for (const rule of selected) {
    for (const { path, span } of reads.of(rule)) {
      if (names.has(path)) continue;
      if (places.related.length >= check.limits.diagnostics) places.more++;
      else places.related.push({ message: `rule \`${rule.id}\` reads \`${path}\``, span });
    }
  }
  const isShort = places.related.length + places.more > 0;
  return isShort ? { found: `fields beyond ${quoted([...names])} are read`, ...places } : undefined;
}

function otherEffects(effect: string, selected: readonly Rule[], most: number): Shortfall | undefined {
  const others = selected.filter((rule) => rule.effect !== effect);
  if (others.length === 0) return undefined;
  return {
    found: `not every selected rule has the effect \`${effect}\``,
    ...placesOf(others, most, (rule) => `has the effect \`${rule.effect}\``),
  };
}

const MOST_NAMES = 10;

function quoted(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).map((name) => `\`${name}\``);
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(", ");
}
