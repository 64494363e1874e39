/**
 * What Actra 0.7.8 decided when it was run. The file lies beside the repository and is not always
 * there; `undefined` then.
 */
import { existsSync, readFileSync } from "node:fs";

interface Evaluation {
  input: unknown;
  effect: string;
  matched_rule: string | null;
}

export interface RecordedCase {
  name: string;
  schema_yaml: string;
  policy_yaml: string;
  evaluations?: Evaluation[];
}

const file = new URL("../../../shared/conformance/actra-0.7.8.json", import.meta.url);

export const recorded: RecordedCase[] | undefined = existsSync(file)
  ? JSON.parse(readFileSync(file, "utf8"))
  : undefined;
