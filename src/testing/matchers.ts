import { suggest } from "../diagnostics/suggest.ts";
import type { Decision } from "../language/decision.ts";
import type { PolicyInput } from "../language/policy-types.ts";
import { EFFECTS, type Effect } from "../language/types.ts";
import type { Explanation } from "../policy/explanation.ts";

// Matchers for vitest and jest, by the contract that both have: `(received, …expected) → { pass, message }`. Neither is
// imported. What is no decision, and an input that is in error, is thrown: under `not`, too, it is no success.

/** A decision, or what it takes to come to one: then a failure is explained. */
export type Decided = Decision | PolicyAndInput;

export interface PolicyAndInput {
  readonly policy: { explain(input: PolicyInput): Explanation };
  readonly input: PolicyInput;
}

/** What a matcher gives to vitest or jest. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
  readonly expected: unknown;
  readonly actual: unknown;
}

/** For `expect.extend(actraMatchers)`. */
export const actraMatchers = Object.freeze({
  toBeAllowed(received: unknown): MatcherResult {
    return compared("toBeAllowed", received, { effect: "allow" });
  },

  /** By this rule; `""` is the default. */
  toBeBlockedBy(received: unknown, rule: string): MatcherResult {
    if (typeof rule !== "string") throw new TypeError("`toBeBlockedBy` takes the id of a rule");
    return compared("toBeBlockedBy", received, { effect: "block", rule });
  },

  toRequireApproval(received: unknown): MatcherResult {
    return compared("toRequireApproval", received, { effect: "require_approval" });
  },
});

interface Wanted {
  readonly effect: Effect;
  readonly rule?: string;
}

function compared(matcher: string, received: unknown, wanted: Wanted): MatcherResult {
  const { decision, explanation } = decidedBy(received, matcher);
  if (explanation !== undefined) requireRule(wanted.rule, explanation);
  const actual: Wanted = {
    effect: decision.effect,
    ...(wanted.rule !== undefined && { rule: decision.matched_rule }),
  };
  const pass = actual.effect === wanted.effect && actual.rule === wanted.rule;
  const why = explanation?.toString() ?? summary(decision);
  const message = () => `expected the decision ${pass ? "not " : ""}to be ${inWords(wanted)}\n\n${why}`;
  return { pass, message, expected: wanted, actual };
}

function decidedBy(received: unknown, matcher: string): { decision: Decision; explanation?: Explanation } {
  if (isDecision(received)) return { decision: received };
  if (!isPolicyAndInput(received))
    throw new TypeError(`\`${matcher}\` takes a decision, or \`{ policy, input }\`${hint(received)}`);
  const explanation = received.policy.explain(received.input);
  return { decision: explanation.decision, explanation };
}

function isDecision(value: unknown): value is Decision {
  const { effect, matched_rule } = (value ?? {}) as { effect?: unknown; matched_rule?: unknown };
  return EFFECTS.includes(effect as Effect) && typeof matched_rule === "string";
}

function isPolicyAndInput(value: unknown): value is PolicyAndInput {
  const { policy } = (value ?? {}) as { policy?: { explain?: unknown } };
  return typeof policy?.explain === "function" && "input" in (value as object);
}

function hint(value: unknown): string {
  return value instanceof Promise ? ", and received a promise: await it" : "";
}

/** A misspelt rule never decides, which is no reason for `not` to hold. */
function requireRule(rule: string | undefined, { rules }: Explanation): void {
  if (rule === undefined || rule === "" || rules.some(({ id }) => id === rule)) return;
  const meant = suggest(
    rule,
    rules.map(({ id }) => id),
  );
  throw new TypeError(
    `the policy has no rule \`${rule}\`${meant === undefined ? "" : `: did you mean \`${meant}\`?`}`,
  );
}

function inWords({ effect, rule }: Wanted): string {
  if (rule === undefined) return effect;
  return rule === "" ? `${effect} by default` : `${effect} by rule ${rule}`;
}

function summary({ effect, matched_rule: rule, reason, missing }: Decision): string {
  return [
    `it is ${inWords({ effect, rule })}`,
    ...(reason === undefined ? [] : [`  reason: ${reason}`]),
    ...(missing === undefined ? [] : [`  missing: ${missing.join(", ")}`]),
  ].join("\n");
}
