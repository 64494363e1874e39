import { expiryOf, type Grant, readGrant } from "./grant.ts";

// The grants that a runtime has been given, and those that it has seen used.

/** How many wait at most; the oldest go first, and then their calls have to be approved again. */
const MOST = 10_000;

export class Grants {
  /** By digest. */
  readonly #waiting = new Map<string, Grant>();
  /** When each used one would have expired, by id. */
  readonly #used = new Map<string, number>();
  /** How many used ones there are when they are next looked through: seldom enough to cost nothing. */
  #limit = MOST;

  /** @throws TypeError when it is no grant */
  add(value: unknown): void {
    const grant = readGrant(value);
    if (grant === undefined)
      throw new TypeError("not a grant: it has `id`, `digest`, `approvals` and `granted_at`");
    this.#waiting.delete(grant.digest);
    this.#waiting.set(grant.digest, grant);
    if (this.#waiting.size > MOST) this.#waiting.delete(this.#waiting.keys().next().value!);
  }

  /** The grant that waits for this call; it is given out once. */
  take(digest: string): Grant | undefined {
    const grant = this.#waiting.get(digest);
    this.#waiting.delete(digest);
    return grant;
  }

  /** Whether it had not been used before. Asking uses it. */
  spend(grant: Grant, now: number): boolean {
    if (this.#used.has(grant.id)) return false;
    if (this.#used.size >= this.#limit) this.#forget(now);
    // By itself: the same call may later meet a rule that leaves it more time.
    this.#used.set(grant.id, expiryOf(grant, []));
    return true;
  }

  /** Those that have expired cannot be used in any case. */
  #forget(now: number): void {
    for (const [id, expiry] of this.#used) if (expiry <= now) this.#used.delete(id);
    this.#limit = Math.max(MOST, 2 * this.#used.size);
  }
}
