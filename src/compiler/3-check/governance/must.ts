import type { Related } from "../../../diagnostics/diagnostic.ts";
import type { Rule } from "../../../language/model.ts";
import type { MustNode } from "../../2-parse/ast.ts";
import type { GovernanceContext } from "./governance-context.ts";
import type { RuleReads } from "./reads.ts";

/** How a policy falls short of a governance rule. */
export interface Shortfall {
  /** What was found, in a few words. */
  readonly found: string;
  /** The places in the policy that it is about. */
  readonly related: readonly Related[];
}

/** `undefined` when the selected rules are as they must be. */
export function shortfall(
  { node, reads }: GovernanceContext,
  selected: readonly Rule[],
): Shortfall | undefined {
  const { must } = node;
  switch (must.kind) {
    case "exists":
      return selected.length > 0 === must.value
        ? undefined
        : counted(selected, must.value ? "at least 1" : "none");
    case "min_count":
      return selected.length >= must.value ? undefined : counted(selected, `at least ${must.value}`);
    case "max_count":
      return selected.length <= must.value ? undefined : counted(selected, `at most ${must.value}`);
    case "forbid":
      return selected.length === 0 ? undefined : counted(selected, "none");
    case "allowed_fields":
      return otherFields(must.fields, selected, reads);
    case "required_effect":
      return otherEffects(must.effect, selected);
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

function counted(selected: readonly Rule[], wanted: string): Shortfall {
  const related = selected.map((rule) => ({ message: `rule \`${rule.id}\` counts`, span: rule.idSpan }));
  return { found: `${selected.length} of the policy's rules count, ${wanted} must`, related };
}

/** The action's name may always be asked for. */
function otherFields(
  allowed: readonly { readonly value: string }[],
  selected: readonly Rule[],
  reads: RuleReads,
): Shortfall | undefined {
  const names = new Set(["action.type", ...allowed.map((field) => field.value)]);
  const related = selected.flatMap((rule) => {
    const others = reads.of(rule).filter((read) => !names.has(read.path));
    return others.map((read) => ({ message: `rule \`${rule.id}\` reads \`${read.path}\``, span: read.span }));
  });
  return related.length === 0 ? undefined : { found: `fields beyond ${quoted(names)} are read`, related };
}

function otherEffects(effect: string, selected: readonly Rule[]): Shortfall | undefined {
  const others = selected.filter((rule) => rule.effect !== effect);
  const related = others.map((rule) => ({
    message: `rule \`${rule.id}\` has the effect \`${rule.effect}\``,
    span: rule.idSpan,
  }));
  return related.length === 0
    ? undefined
    : { found: `not every selected rule has the effect \`${effect}\``, related };
}

function quoted(names: Iterable<string>): string {
  return Array.from(names, (name) => `\`${name}\``).join(", ");
}
