import type { PolicyTypes } from "../language/policy-types.ts";
import type { Policy } from "../policy/policy.ts";
import type { CallSignal } from "../runtime/patience.ts";
import { warnOnce } from "../runtime/warn-once.ts";
import { type GoodPolicy, goodPolicy } from "./good-policy.ts";
import type { PolicyMaterial, SourceOptions, Timing } from "./options.ts";
import { delayAfter } from "./pace.ts";
import { Pause } from "./pause.ts";
import { ActraSourceError } from "./source-error.ts";
import { failureOf, type SourceFailure, type SourceStatus } from "./status.ts";
import { within } from "./within.ts";

/** Where programs come from. What it finds is anybody's: the source checks it. */
export interface Origin<T extends PolicyTypes> {
  /**
   * What is there now; `undefined` when it is what was taken last.
   *
   * @param revision what was found with the one that was taken last
   */
  read(revision: string | undefined, signal: CallSignal): Promise<Found<T> | undefined>;
  /** Tells of changes, for as long as the source runs. Gives what ends that. */
  watch?(changed: () => void): () => void;
}

export interface Found<T extends PolicyTypes> {
  readonly material: PolicyMaterial<T>;
  readonly revision?: string | undefined;
}

/** What has to decide by a source's policy: an `ActraRuntime`. */
export interface Driven<T extends PolicyTypes> {
  replacePolicy(policy: Policy<T>): void;
}

/**
 * A policy that is kept up to date. Only a program that passes every check takes the place of the one before; until the first
 * one there is no policy, and so no decision. Made by `urlSource`, `memorySource` and `diskSource`.
 */
export class PolicySource<T extends PolicyTypes = PolicyTypes> {
  readonly #origin: Origin<T>;
  readonly #options: SourceOptions<T>;
  readonly #timing: Timing;
  readonly #onError: NonNullable<SourceOptions<T>["onError"]>;
  readonly #driven = new Set<Driven<T>>();
  readonly #end = new AbortController();
  readonly #pause = new Pause();
  #first: Promise<Policy<T>> | undefined;
  #attempt: Promise<SourceStatus> | undefined;
  #policy: Policy<T> | undefined;
  #bytes: Uint8Array | undefined;
  #revision: string | undefined;
  /** Of the status, what is not reckoned. */
  #facts: Omit<SourceStatus, "state" | "ageMs" | "failures" | "error"> = {};
  #failures = 0;
  #failure: { readonly error: unknown; readonly shown: SourceFailure } | undefined;

  /** @param timing as `checkedTiming` gives it */
  constructor(origin: Origin<T>, options: SourceOptions<T>, timing: Timing) {
    if (typeof options.load !== "function") throw new TypeError("a policy source needs `load: Actra.load`");
    this.#origin = origin;
    this.#options = { ...options };
    this.#timing = timing;
    this.#onError = options.onError ?? warnOnce("a policy update failed");
  }

  /** What decides now. @throws ActraSourceError `SOURCE_NOT_READY` before the first good program */
  get policy(): Policy<T> {
    if (this.#policy === undefined) throw new ActraSourceError("SOURCE_NOT_READY", "there is no policy yet");
    return this.#policy;
  }

  /**
   * Begins to look, and goes on until `stop`. Gives the first good policy: the origin's, or `initial` where the first look at
   * the origin fails. Without either it tries again, and gives up after `startTimeoutMs`.
   *
   * @throws ActraSourceError `SOURCE_NOT_READY` with the last failure as its `cause`; the source is stopped then
   */
  start(): Promise<Policy<T>> {
    this.#first ??= this.#begin();
    return this.#first;
  }

  /**
   * Looks now, whatever the time; several calls share one look. Rejects with what is wrong, which `onError` hears of too.
   */
  refresh(): Promise<SourceStatus> {
    this.#attempt ??= this.#look().finally(() => {
      this.#attempt = undefined;
    });
    return this.#attempt;
  }

  /** Ends it for good. What decides goes on deciding. */
  stop(): void {
    this.#end.abort();
    this.#pause.end();
  }

  /** How it does, frozen. */
  status(): SourceStatus {
    const { confirmedAt } = this.#facts;
    return Object.freeze({
      state: this.#state(),
      ...this.#facts,
      ...(confirmedAt !== undefined && { ageMs: Math.max(0, Date.now() - confirmedAt) }),
      failures: this.#failures,
      ...(this.#failure && { error: this.#failure.shown }),
    });
  }

  /** From now on the runtime decides by this source's policy. Gives what ends that. */
  drive(runtime: Driven<T>): () => void {
    if (this.#policy !== undefined) runtime.replacePolicy(this.#policy);
    this.#driven.add(runtime);
    return () => void this.#driven.delete(runtime);
  }

  #state(): SourceStatus["state"] {
    if (this.#isStopped) return "stopped";
    if (this.#policy !== undefined) return "running";
    return this.#first === undefined ? "idle" : "starting";
  }

  get #isStopped(): boolean {
    return this.#end.signal.aborted;
  }

  async #begin(): Promise<Policy<T>> {
    try {
      const { initial } = this.#options;
      if (initial !== undefined && (await this.#take({ material: initial }))) this.#tellOfUpdate();
      await this.#firstLook();
    } catch (error) {
      this.stop();
      throw error;
    }
    void this.#goOn();
    return this.policy;
  }

  async #firstLook(): Promise<void> {
    const until = Date.now() + this.#timing.startTimeoutMs;
    for (;;) {
      await this.refresh().catch(() => {});
      this.#requireRunning();
      if (this.#policy !== undefined) return;
      const delay = this.#delay();
      if (Date.now() + delay > until) throw this.#notReady();
      await this.#pause.wait(delay, true);
    }
  }

  #notReady(): ActraSourceError {
    const { error, shown } = this.#failure!;
    const message = `there was no good program in ${this.#timing.startTimeoutMs} ms: ${shown.message}`;
    return new ActraSourceError("SOURCE_NOT_READY", message, { cause: error });
  }

  async #goOn(): Promise<void> {
    let hasChanged = false;
    const changed = () => {
      hasChanged = true;
      this.#pause.end();
    };
    const unwatch = this.#origin.watch?.(changed);
    while (!this.#isStopped) {
      if (!hasChanged) await this.#pause.wait(this.#delay(), false);
      hasChanged = false;
      if (!this.#isStopped) await this.refresh().catch(() => {});
    }
    unwatch?.();
  }

  #delay(): number {
    return delayAfter(this.#failures, this.#failure?.error, this.#timing);
  }

  async #look(): Promise<SourceStatus> {
    this.#requireRunning();
    this.#facts = { ...this.#facts, requestedAt: Date.now() };
    try {
      const { timeoutMs } = this.#timing;
      const read = (signal: AbortSignal) => this.#origin.read(this.#revision, signal);
      const found = await within(timeoutMs, this.#end.signal, read);
      const isTaken = found !== undefined && (await this.#take(found));
      this.#succeeded();
      if (isTaken) this.#tellOfUpdate();
    } catch (error) {
      if (!this.#isStopped) this.#failed(error);
      throw error;
    }
    return this.status();
  }

  /** @returns whether another policy decides now */
  async #take({ material, revision }: Found<T>): Promise<boolean> {
    const bytes = material instanceof Uint8Array ? new Uint8Array(material) : undefined;
    const isKnown = bytes !== undefined && areSame(bytes, this.#bytes);
    if (!isKnown) {
      // `accept` is the application's, and may never come to an end.
      const judge = () => goodPolicy(bytes ?? material, this.#policy, this.#options);
      const good = await within(this.#timing.timeoutMs, this.#end.signal, judge);
      this.#activate(good);
      this.#bytes = bytes;
    }
    this.#revision = revision;
    return !isKnown;
  }

  #activate({ policy, keyId }: GoodPolicy<T>): void {
    const { requestedAt } = this.#facts;
    this.#facts = {
      ...(requestedAt !== undefined && { requestedAt }),
      policyHash: policy.policyHash(),
      ...(keyId !== undefined && { keyId }),
      activatedAt: Date.now(),
    };
    this.#policy = policy;
    for (const error of [...this.#driven].flatMap((runtime) => failureToReplace(runtime, policy)))
      throw error;
  }

  #tellOfUpdate(): void {
    this.#tell(() => this.#options.onUpdate?.(this.policy, this.status()));
  }

  #succeeded(): void {
    this.#failures = 0;
    this.#failure = undefined;
    this.#facts = { ...this.#facts, confirmedAt: Date.now() };
  }

  #failed(error: unknown): void {
    this.#failures++;
    this.#failure = { error, shown: failureOf(error, Date.now()) };
    this.#tell(() => this.#onError(error, this.status()));
  }

  /** Who listens changes nothing. */
  #tell(listener: () => void): void {
    try {
      listener();
    } catch (error) {
      listenerFailed(error);
    }
  }

  /** @throws ActraSourceError `SOURCE_STOPPED` */
  #requireRunning(): void {
    if (this.#isStopped) throw new ActraSourceError("SOURCE_STOPPED", "the policy source was stopped");
  }
}

/** One runtime that cannot take it does not keep it from the others. */
function failureToReplace<T extends PolicyTypes>(runtime: Driven<T>, policy: Policy<T>): unknown[] {
  try {
    runtime.replacePolicy(policy);
    return [];
  } catch (error) {
    return [error];
  }
}

const listenerFailed = /* @__PURE__ */ warnOnce("a listener of a policy source failed");

function areSame(one: Uint8Array, other: Uint8Array | undefined): boolean {
  return other !== undefined && one.length === other.length && one.every((byte, i) => byte === other[i]);
}
