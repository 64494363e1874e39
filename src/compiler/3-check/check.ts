import type { Reporter } from "../../diagnostics/reporter.ts";
import { DOCUMENT_LIMITS } from "../../language/limits.ts";
import type { CheckedPolicy, Rule } from "../../language/model.ts";
import type { GovernanceDocument, PolicyDocument, SchemaDocument } from "../2-parse/ast.ts";
import type { CompileOptions } from "../options.ts";
import type { PolicyContext } from "./context.ts";
import { definitionsOf } from "./definitions.ts";
import { FieldIndex } from "./field-index.ts";
import { checkGovernance } from "./governance/check-governance.ts";
import { typeInvariants } from "./governance/invariants.ts";
import { Patterns } from "./patterns.ts";
import { expansionIsWithinTheLimit } from "./policy-checks/expansion-is-within-the-limit.ts";
import { rulesAreWithinTheLimit } from "./policy-checks/rules-are-within-the-limit.ts";
import { POLICY_CHECKS } from "./policy-checks.ts";
import { typeRule } from "./rules/type-rule.ts";
import { checkSchema } from "./schema/check-schema.ts";
import { effectiveSettings } from "./settings.ts";

// From documents whose shape is right to a policy whose meaning is: names, types, literals, and what only several
// documents together can get wrong. All that is found is reported in one go; a policy comes out when nothing is an error.

interface Documents {
  readonly schema: SchemaDocument;
  /** In path order. */
  readonly policies: readonly PolicyDocument[];
  readonly governance?: GovernanceDocument;
}

/** `undefined` when there was an error, here or in what the reporter heard of before. */
export function check(
  documents: Documents,
  options: CompileOptions,
  reporter: Reporter,
): CheckedPolicy | undefined {
  const context = contextOf(documents, options, reporter);
  if (!rulesAreWithinTheLimit(context)) return undefined;
  for (const checkPolicy of POLICY_CHECKS) checkPolicy(context);
  if (!expansionIsWithinTheLimit(context)) return undefined;
  const rules = context.rules.map((node) => typeRule(node, context));
  if (reporter.hasErrors) return undefined;
  const policy = { schema: context.schema, settings: context.settings, rules: rules as Rule[] };
  if (documents.governance === undefined) return policy;
  checkGovernance(documents.governance, policy, context);
  const invariants = typeInvariants(documents.governance, policy, context);
  if (reporter.hasErrors) return undefined;
  return invariants.length > 0 ? { ...policy, invariants } : policy;
}

function contextOf(
  { schema, policies }: Documents,
  options: CompileOptions,
  reporter: Reporter,
): PolicyContext {
  const built = checkSchema(schema, reporter);
  const settings = effectiveSettings(policies, options.semantics);
  const limits = { ...DOCUMENT_LIMITS, ...options.limits };
  const index = new FieldIndex(built, settings);
  const rules = policies.flatMap((policy) => policy.rules);
  const definitions = definitionsOf(policies);
  const patterns = new Patterns(limits);
  const known = { schema: built.schema, settings, index, definitions, patterns };
  return { ...known, limits, reporter, policies, rules, options };
}
