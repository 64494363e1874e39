import { FoundFiles, withSlashes } from "../compiler/sources.ts";
import type { Source } from "../diagnostics/span.ts";
import { DOCUMENT_LIMITS, type DocumentLimits } from "../language/limits.ts";
import { disk } from "./disk.ts";
import { type Finder, missing, readSource } from "./source-file.ts";

/** The documents at three paths. What is wrong there is in the findings; the promise is never rejected for it. */
export async function readFiles(
  schemaPath: string,
  policyPath: string,
  governancePath?: string,
  limits: Partial<DocumentLimits> = {},
): Promise<FoundFiles> {
  const finder: Finder = { root: "", limits: { ...DOCUMENT_LIMITS, ...limits }, findings: [] };
  const schema = await readGiven(schemaPath, finder);
  const policy = await readGiven(policyPath, finder);
  const governance = governancePath === undefined ? undefined : await readGiven(governancePath, finder);
  const sources = {
    ...(schema && { schema }),
    policies: policy ? [policy] : [],
    ...(governance && { governance }),
  };
  return new FoundFiles(sources, finder.findings);
}

async function readGiven(file: string, finder: Finder): Promise<Source | undefined> {
  const { lstat } = await disk();
  const path = withSlashes(file);
  const isThere = await lstat(file).then(
    () => true,
    (error) => error.code !== "ENOENT",
  );
  return isThere ? readSource(path, finder) : missing(path, finder);
}
