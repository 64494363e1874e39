import type { Finding } from "../diagnostics/diagnostic.ts";
import type { Source } from "../diagnostics/span.ts";
import type { FoundFiles } from "../compiler/sources.ts";
import { policyPaths } from "./policy-paths.ts";
import { readSource, reportMissing } from "./source-file.ts";
import { stemOf, withoutTwins } from "./spelling.ts";

/**
 * The documents of a policy directory: `schema.yaml`, `policy.yaml` and `policies/**`, `governance.yaml`, each with
 * `.yaml` or `.yml`. Their paths are relative to the directory. What is wrong is in the findings; the promise is
 * never rejected for it.
 */
export async function readDirectory(directory: string): Promise<FoundFiles> {
  const { readdir } = await import("node:fs/promises");
  const findings: Finding[] = [];
  const names = await readdir(directory).catch(() => undefined);
  if (names === undefined) {
    findings.push({ code: "missing-file", message: `there is no folder \`${directory}\` that can be read` });
    return { sources: { policies: [] }, findings };
  }
  return readDocuments(directory, names, findings);
}

async function readDocuments(directory: string, names: readonly string[], findings: Finding[]): Promise<FoundFiles> {
  const known = withoutTwins(names.filter((name) => ["schema", "policy", "governance"].includes(stemOf(name) ?? "")), findings);
  const read = (path: string) => readFound(directory, path, findings);
  const at = (stem: string) => known.find((name) => stemOf(name) === stem);
  const paths = [at("policy"), ...(await policyPaths(directory, names, findings))].filter((path) => path !== undefined);
  const [schemaPath, governancePath] = [at("schema"), at("governance")];
  if (!names.some((name) => stemOf(name) === "schema")) reportMissing(findings, "schema.yaml");
  if (paths.length === 0 && findings.length === 0) reportMissing(findings, "policy.yaml", "policies may also stand in a folder `policies`");
  const policies = await Promise.all(paths.sort(byCodeUnits).map(read));
  const schema = schemaPath && (await read(schemaPath));
  const governance = governancePath && (await read(governancePath));
  const whole = policies.filter((policy) => policy !== undefined);
  return { sources: { ...(schema && { schema }), policies: whole, ...(governance && { governance }) }, findings };
}
