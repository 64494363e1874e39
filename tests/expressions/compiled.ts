/** Policies whose conditions are written otherwise: as expressions instead of maps. */
import { stringify } from "yaml";
import { printCondition } from "../../src/compiler/2-parse/expression/print.ts";
import { type Analysis, analyse } from "../../src/compiler/analyse.ts";
import { policyHash } from "../../src/compiler/hash.ts";
import type { CompileOptions } from "../../src/compiler/options.ts";
import type { PolicyFile } from "../../src/compiler/sources.ts";
import { renderDiagnostics } from "../../src/diagnostics/render.ts";
import { INPUT_LIMITS } from "../../src/language/limits.ts";

interface Document {
  rules: readonly object[];
}

export interface Written {
  schema: object;
  policies: readonly Document[];
}

export function analysed({ schema, policies }: Written, options: CompileOptions): Analysis {
  const files = policies.map((policy, index): PolicyFile => {
    const path = `policies/${String(index).padStart(4, "0")}.yaml`;
    return { path, text: yaml(policy) };
  });
  return analyse({ schema: yaml(schema), policy: files }, options);
}

function yaml(document: object): string {
  const text = stringify(document, { aliasDuplicateObjects: false, lineWidth: 0 });
  // `yaml` writes it as it is, and then cannot be read.
  return text.includes("\uffff") ? JSON.stringify(document).replaceAll("\uffff", "\\uffff") : text;
}

export function hashOf({ policy, diagnostics }: Analysis): string {
  if (policy === undefined) throw new Error(renderDiagnostics(diagnostics));
  return policyHash(policy, undefined, INPUT_LIMITS);
}

/** The same documents with each condition as one expression. */
export function asExpressions({ schema, policies }: Written, { documents }: Analysis): Written {
  const rewritten = policies.map((policy, file) => {
    const rules = policy.rules.map((rule, index) => {
      const { when } = documents.policies[file]!.rules[index]!;
      const printed = when === undefined || when.kind === "always" ? undefined : printCondition(when);
      return printed === undefined ? rule : { ...rule, when: printed };
    });
    return { ...policy, rules };
  });
  return { schema, policies: rewritten };
}
