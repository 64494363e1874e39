import { ActraSignatureError } from "../errors.ts";
import type { PolicyTypes } from "../language/policy-types.ts";
import { deciders } from "../policy/deciders.ts";
import type { Policy } from "../policy/policy.ts";
import { verifiedBytes, verifyProgram } from "../signing/verify-program.ts";
import type { PolicyMaterial, SourceOptions } from "./options.ts";
import { ActraSourceError } from "./source-error.ts";

export interface GoodPolicy<T extends PolicyTypes> {
  readonly policy: Policy<T>;
  readonly keyId?: string;
}

/**
 * What was found → a policy that may decide. Where there are keys, only a signature by one of them makes it one, whoever has
 * looked at it before.
 *
 * @throws ActraSignatureError, ActraProgramError, and ActraSourceError `SOURCE_REFUSED`
 */
export async function goodPolicy<T extends PolicyTypes>(
  found: PolicyMaterial<T>,
  current: Policy<T> | undefined,
  { keys, load, accept }: SourceOptions<T>,
): Promise<GoodPolicy<T>> {
  const good = await loaded(found, keys, load);
  if (accept !== undefined && (await accept(good.policy, current)) !== true)
    throw new ActraSourceError("SOURCE_REFUSED", "`accept` refused the program");
  return good;
}

async function loaded<T extends PolicyTypes>(
  found: PolicyMaterial<T>,
  keys: SourceOptions<T>["keys"],
  load: SourceOptions<T>["load"],
): Promise<GoodPolicy<T>> {
  const isPolicy = deciders.has(found as Policy);
  if (keys === undefined) return { policy: isPolicy ? (found as Policy<T>) : load(found as Uint8Array) };
  if (isPolicy) throw new ActraSignatureError("SIGNATURE_MISSING", "a compiled policy is not signed");
  const program = await verifyProgram(verifiedBytes(found) ?? (found as Uint8Array), keys);
  return { policy: load(program), keyId: program.keyId };
}
