import type { Policy } from "../policy/policy.ts";
import { Replaying } from "./replaying.ts";
import type { ReplayReport } from "./report.ts";

/**
 * Recorded decisions, decided again by a policy: the events of `ActraRuntime`'s observers, or inputs (`action`, `actor`,
 * `snapshot`) with the `decision` beside them. What it takes in memory does not grow with their number.
 *
 * An event of which a sensitive field is redacted is decided where every value of that field gives the same effect, and counted as
 * `redacted` where not.
 *
 * @throws ActraError `POLICY_DISPOSED`
 */
export async function replay(
  events: Iterable<unknown> | AsyncIterable<unknown>,
  policy: Policy,
): Promise<ReplayReport> {
  const replaying = new Replaying(policy);
  for await (const event of events) replaying.add(event);
  return replaying.report();
}
