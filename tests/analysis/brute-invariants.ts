/** Invariants of a tiny policy against trying every input: what is proved holds, what is refuted is by an input that is shown. */
import { expect } from "vitest";
import { proveInvariants } from "../../src/analysis/invariants.ts";
import { compile } from "../../src/compiler/compile.ts";
import type { Policy } from "../../src/index.ts";
import type { Random } from "../generate/random.ts";
import { strictness } from "../reference/answer.ts";
import type { Effect } from "../reference/documents.ts";
import { prepare } from "../reference/reference.ts";
import { type Count, decisionsOf } from "./brute-lint.ts";
import type { Tiny } from "./tiny.ts";

const PER_POLICY = 3;

export function checkInvariants(
  tiny: Tiny,
  policy: Policy,
  random: Random,
  count: Count,
  about: string,
): void {
  for (let i = 0; i < PER_POLICY; i++) {
    const effect = random.pick<Effect>(["block", "require_approval", "require_approval"]);
    const isTargeted = random.chance(0.7);
    const whenever = random.chance(0.1) ? true : tiny.condition(isTargeted);
    const rule = { id: "g", must: { decide: effect, whenever }, error: "as agreed" };
    const actions = isTargeted ? { applies_to: { actions: ["act"], if: "declared" } } : {};
    const governance = { version: 1, governance: { rules: [{ ...rule, ...actions }] } };
    const { schema } = tiny;
    const { diagnostics } = compile(
      { schema, policy: tiny.policy, governance },
      { invariants: proveInvariants },
    );
    const isMet = probeOf(tiny, isTargeted, whenever);
    const decisions = decisionsOf(tiny, policy);
    const broken = tiny.inputs.some(
      (input, i) =>
        (!isTargeted || (input.action as { type: string }).type === "act") &&
        strictness(decisions[i]!.effect) < strictness(effect) &&
        isMet(input),
    );
    const codes = diagnostics.map(({ code }) => code).filter((code) => /govern|prove/.test(code));
    expect(codes, `${about}, ${JSON.stringify(governance)}`).toEqual(broken ? ["governance-violation"] : []);
    count(`invariant ${broken ? "refuted" : "proved"}`);
  }
}

/** Whether the condition is not false of an input, as the reference reads it: no rule that restricts may be so unguarded. */
function probeOf({ schema }: Tiny, isTargeted: boolean, whenever: unknown): (input: object) => boolean {
  const scope = isTargeted ? { action: "act" } : { global: true };
  const rules = [{ id: "w", scope, effect: "block", when: whenever }];
  const reference = prepare(schema, [{ version: 1, rules }]);
  return (input) => {
    const answer = reference.decide(input);
    return "decision" in answer && answer.decision.effect === "block";
  };
}
