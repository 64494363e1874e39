import { FoundFiles, type PolicySources } from "../../../src/compiler/sources.ts";
import type { Source } from "../../../src/diagnostics/span.ts";

/** Documents as if they had been read from disk. */
export function foundFiles({ schema, policy, governance }: PolicySources): FoundFiles {
  const source = (path: string, text: unknown): Source => ({ path, text: text as string });
  const files = Array.isArray(policy) ? policy : [source("policy", policy)];
  const policies = files.map(({ path, text }) => source(path, text));
  const rest = governance === undefined ? {} : { governance: source("governance", governance) };
  return new FoundFiles({ schema: source("schema", schema), policies, ...rest }, []);
}

export function sourcesIn({ sources: { schema, policies, governance } }: FoundFiles): readonly Source[] {
  return [schema, ...policies, governance].filter((source) => source !== undefined);
}
