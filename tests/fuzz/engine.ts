/** The engine, made to answer in the shape of the reference. Only this file knows its API. */
import { stringify } from "yaml";
import { Actra, ActraInputError, type Policy, type PolicyInput } from "../../src/index.ts";
import type { Case } from "../generate/case.ts";
import type { Answer, AuditError, Decision } from "../reference/answer.ts";
import { withIndex, withoutIndex } from "../support/indexed.ts";

export interface Engine {
  decide(input: unknown): Answer;
  explain(input: unknown): Answer;
  /** Whether it is over the limit on what is gone through item by item (docs/semantics.md, 56), which the reference leaves out. */
  isBeyond(input: unknown): boolean;
  dispose(): void;
}

export type Documents = Pick<Case, "seed" | "schema" | "policies" | "options">;

/** Compiles from objects, and from text for several files and now and then. */
export function compile(documents: Documents): Engine {
  return engineOf(Actra.compile(sourcesOf(documents), documents.options));
}

/** As compiled, which may be with an index of the rules; each third with one for all that can be in it, and with none. */
export function compileEachWay(documents: Documents): Engine[] {
  const policy = Actra.compile(sourcesOf(documents), documents.options);
  if (documents.seed % 3 !== 0) return [engineOf(policy)];
  const bytes = policy.toBytes();
  const others = [withIndex(bytes), withoutIndex(bytes)].map((other) => Actra.load(other));
  return [policy, ...others].map(engineOf);
}

function engineOf(policy: Policy): Engine {
  return {
    decide: (input) => answer(() => decisionOf(policy.evaluate(input as PolicyInput))),
    isBeyond: (input) => isBeyond(policy, input as PolicyInput),
    explain: (input) => answer(() => policy.explain(input as PolicyInput)),
    dispose: () => policy.dispose(),
  };
}

function isBeyond(policy: Policy, input: PolicyInput): boolean {
  try {
    return JSON.stringify(policy.evaluate(input).audited?.errors ?? "").includes(BEYOND);
  } catch (error) {
    return error instanceof ActraInputError && error.expected.includes(BEYOND);
  }
}

const BEYOND = "item by item";

export function sourcesOf({ seed, schema, policies }: Documents) {
  const [first] = policies;
  if (policies.length === 1 && seed % 4 !== 0) return { schema, policy: first! };
  if (policies.length === 1) return { schema: toYaml(schema), policy: toYaml(first) };
  const files = policies.map((policy, index) => ({ path: `policies/${index}.yaml`, text: toYaml(policy) }));
  return { schema: toYaml(schema), policy: files };
}

/** YAML takes U+FFFF as an escape only, which the `yaml` package does not see to. */
export function toYaml(document: unknown): string {
  const options = { aliasDuplicateObjects: false, lineWidth: 0 };
  const text = stringify(document, options);
  if (!text.includes("\uffff")) return text;
  return stringify(document, { ...options, defaultStringType: "QUOTE_DOUBLE" }).replaceAll(
    "\uffff",
    "\\uffff",
  );
}

function answer(give: () => { effect: string; matched_rule: string }): Answer {
  try {
    return { decision: give() as Decision };
  } catch (error) {
    const { code, path } = error as { code?: unknown; path?: unknown };
    if (typeof code !== "string" || !code.startsWith("INPUT_") || typeof path !== "string") throw error;
    return { error: { code, path } as Extract<Answer, { error: object }>["error"] };
  }
}

/** Of an audit error's fields only those that the language fixes are compared. */
function decisionOf(decision: object): Decision {
  if (!Object.isFrozen(decision)) throw new Error("the decision is not frozen");
  const { audited, ...rest } = decision as Decision;
  if (audited === undefined) return decision as Decision;
  const { errors, ...others } = audited;
  const compared = errors?.map(({ rule, code, path }: AuditError) => ({ rule, code, path }));
  return { ...rest, audited: { ...others, ...(compared && { errors: compared }) } };
}
