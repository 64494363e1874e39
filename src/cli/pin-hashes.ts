import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Span } from "../diagnostics/span.ts";
import type { FoundTests } from "../files/test-files.ts";
import type { Policy } from "../policy/policy.ts";
import { runTests } from "../testing/run.ts";
import { replaceFile } from "./write/file.ts";

/** Writes the policy's hash where a test file pins another one, and nothing else. Gives the files that changed. */
export async function pinHashes(tests: FoundTests, policy: Policy): Promise<readonly string[]> {
  const { diagnostics } = runTests(policy, tests, { filter: /(?!)/ });
  const pins = diagnostics.flatMap(pinOf);
  for (const { source, start, end } of pins) {
    const text = `${source.text.slice(0, start)}"${policy.policyHash()}"${source.text.slice(end)}`;
    await replaceFile(source.path, text);
  }
  return pins.map(({ source }) => source.path);
}

/** One a file: it has one key of that name. In quotes, since a hash may look like a number. */
function pinOf({ code, span }: Diagnostic): Span[] {
  return code === "policy-hash-differs" && span !== undefined ? [span] : [];
}
