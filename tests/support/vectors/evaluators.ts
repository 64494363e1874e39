/** The two evaluators that every vector runs through, made to answer in one shape. */
import { pack } from "msgpackr";
import { stringify } from "yaml";
import { Actra, type Policy, type PolicyInput } from "../../../src/index.ts";
import { INPUT_LIMITS } from "../../../src/language/limits.ts";
import { Random } from "../../generate/random.ts";
import { prepare } from "../../reference/reference.ts";
import { sayable } from "../packer.ts";
import type { Documents, Expectation } from "./vector-file.ts";

/** A decision with all that it has, or the input error; what is absent is no key. */
export type Outcome = Expectation;

export interface Engine {
  evaluate(input: unknown): Outcome;
  /** Only its effect and rule. */
  explain(input: unknown): Outcome;
  /** As a policy that was written to bytes and loaded again decides. */
  evaluateLoaded(input: unknown): Outcome;
  /** What bytes can say of it, decided as bytes and as what they say; nothing when they cannot, or are too many to be read. */
  evaluatePacked(input: unknown): readonly Outcome[];
}

export type Reference = (input: unknown) => Outcome;

export function sourcesOf({ schema, policies }: Pick<Documents, "schema" | "policies">) {
  return { schema: yaml(schema), policy: policyText(policies) };
}

export function makeEngine({ schema, policies, semantics }: Documents): Engine {
  const policy = Actra.compile(sourcesOf({ schema, policies }), semantics ? { semantics } : {});
  const loaded = Actra.load(policy.toBytes());
  return {
    evaluate: (input) => evaluated(policy, input),
    explain: (input) => outcomeOf(() => explained(policy, input)),
    evaluateLoaded: (input) => evaluated(loaded, input),
    evaluatePacked: (input) => evaluatedPacked(policy, input),
  };
}

export function makeReference({ schema, policies, semantics }: Documents): Reference {
  const reference = prepare(schema, policies, semantics ? { semantics } : {});
  return (input) => {
    const answer = reference.decide(input);
    return "error" in answer ? answer : decided(answer.decision);
  };
}

/** Several documents are several files, in this order. */
function policyText(policies: Documents["policies"]) {
  if (policies.length === 1) return yaml(policies[0]);
  return policies.map((policy, index) => ({
    path: `policies/${String(index).padStart(4, "0")}.yaml`,
    text: yaml(policy),
  }));
}

function yaml(document: unknown): string {
  return stringify(document, { aliasDuplicateObjects: false, lineWidth: 0 });
}

function evaluated(policy: Policy, input: unknown): Outcome {
  return outcomeOf(() => decided(policy.evaluate(input as PolicyInput)));
}

function evaluatedPacked(policy: Policy, input: unknown): readonly Outcome[] {
  const said = sayable(input, new Random(1));
  if (said === undefined) return [];
  const bytes = pack(said.value);
  if (bytes.length > INPUT_LIMITS.inputBytes) return [];
  return [outcomeOf(() => decided(policy.evaluatePacked(bytes))), evaluated(policy, said.value)];
}

function explained(policy: Policy, input: unknown): Outcome {
  const { effect, matched_rule: rule } = policy.explain(input as PolicyInput);
  return { effect, rule };
}

interface Decided {
  effect: string;
  matched_rule: string;
  audited?: { rules: readonly string[]; errors?: readonly AuditErrorLike[]; effect: string };
}
type AuditErrorLike = { rule: string; code: string; path: string };

/** Of an audit error what the language fixes: which words an evaluator has for it is its own business. */
function decided({ matched_rule: rule, audited, ...rest }: Decided): Outcome {
  const errors = audited?.errors?.map(({ rule, code, path }) => ({ rule, code, path }));
  return { rule, ...rest, ...(audited && { audited: { ...audited, ...(errors && { errors }) } }) } as Outcome;
}

function outcomeOf(give: () => Outcome): Outcome {
  try {
    return give();
  } catch (error) {
    const { code, path } = error as { code?: unknown; path?: unknown };
    if (typeof code !== "string" || !code.startsWith("INPUT_") || typeof path !== "string") throw error;
    return { error: { code, path } };
  }
}
