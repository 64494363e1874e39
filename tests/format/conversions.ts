/** Policies as text, and what becomes of their hash in each notation. */
import { stringify } from "yaml";
import { analyse } from "../../src/compiler/analyse.ts";
import { policyHash } from "../../src/compiler/hash.ts";
import type { CompileOptions } from "../../src/compiler/options.ts";
import type { PolicyFile, PolicySources } from "../../src/compiler/sources.ts";
import { renderDiagnostics } from "../../src/diagnostics/render.ts";
import { format, toExpression, toStructured } from "../../src/format/format.ts";
import { INPUT_LIMITS } from "../../src/language/limits.ts";

type Files = readonly PolicyFile[];

export const CONVERSIONS: Readonly<Record<string, (files: Files) => PolicyFile[]>> = {
  "the canonical form": (files) => format(files),
  "the expression form": (files) => toExpression(files),
  "the structured form": (files) => toStructured(files),
};

/** Both ways, from what the conversions gave; the lines that come out may be others than those that went in. */
const ROUND_TRIPS: Readonly<Record<string, { from: string; convert: (files: Files) => PolicyFile[] }>> = {
  "expressions and back": { from: "the expression form", convert: (files) => toStructured(files) },
  "the structured form and back": { from: "the structured form", convert: (files) => toExpression(files) },
};

/** Whatever the files can be converted to, by the name of the way. */
export function convertedEachWay(files: Files): Map<string, PolicyFile[]> {
  const all = new Map(Object.entries(CONVERSIONS).map(([name, convert]) => [name, convert(files)]));
  for (const [name, { from, convert }] of Object.entries(ROUND_TRIPS)) all.set(name, convert(all.get(from)!));
  return all;
}

export function hashOf(sources: PolicySources, options: CompileOptions = {}): string {
  const { policy, governance, diagnostics } = analyse(sources, options);
  if (policy === undefined) throw new Error(renderDiagnostics(diagnostics));
  return policyHash(policy, governance, INPUT_LIMITS);
}

/** Each document as a file; `yaml` writes U+FFFF as it is, and then cannot read it. */
export function filesOf(policies: readonly object[]): PolicyFile[] {
  return policies.map((policy, index) => {
    const text = stringify(policy, { aliasDuplicateObjects: false, lineWidth: 0 });
    return {
      path: `policies/${String(index).padStart(4, "0")}.yaml`,
      text: text.includes("\uffff") ? JSON.stringify(policy).replaceAll("\uffff", "\\uffff") : text,
    };
  });
}
