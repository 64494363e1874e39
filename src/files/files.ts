import type { Finding } from "../diagnostics/diagnostic.ts";
import type { Source } from "../diagnostics/span.ts";
import { type FoundFiles, withSlashes } from "../compiler/sources.ts";
import { readSource, reportMissing } from "./source-file.ts";

/** The documents at three paths. What is wrong with them is in the findings; the promise is never rejected for it. */
export async function readFiles(schemaPath: string, policyPath: string, governancePath?: string): Promise<FoundFiles> {
  const findings: Finding[] = [];
  const [schema, policy, governance] = await Promise.all([
    readGiven(schemaPath, findings),
    readGiven(policyPath, findings),
    governancePath === undefined ? undefined : readGiven(governancePath, findings),
  ]);
  const sources = { ...(schema && { schema }), policies: policy ? [policy] : [], ...(governance && { governance }) };
  return { sources, findings };
}

/** A path that was given has to lead to a file. */
async function readGiven(file: string, findings: Finding[]): Promise<Source | undefined> {
  const path = withSlashes(file);
  const source = await readSource(file, path, findings);
  return source === "absent" ? reportMissing(findings, path) : source;
}
