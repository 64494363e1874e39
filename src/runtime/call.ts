import type { ActraError } from "../errors.ts";
import type { Decision } from "../language/decision.ts";
import type { Explanation } from "../policy/explanation.ts";
import type { BuiltAction } from "./action.ts";
import type { Core } from "./core.ts";
import { type DecisionEvent, type EventMode, nextId, type Outcome } from "./events.ts";
import type { ActionForm } from "./form.ts";
import type { Lease } from "./lease.ts";
import { Patience } from "./patience.ts";
import { type CallContext, project } from "./project.ts";
import { ResolverCall } from "./resolver-call.ts";
import { resolve, resolveNow } from "./resolvers.ts";

// One call, from its action to its decision: resolve the actor, resolve the snapshot, evaluate. It is decided wholly by
// the policy that the runtime had when it began.

export class Call {
  readonly core: Core;
  readonly mode: EventMode;
  readonly lease: Lease;
  form: ActionForm;
  /** Set before it is decided on. */
  action: BuiltAction;
  context: unknown;
  actor: unknown;
  snapshot: unknown;
  decision: Decision | undefined;
  /** Whether to make an explanation in place of a decision. */
  explains = false;
  explanation: Explanation | undefined;
  /** 0 when nobody watches. */
  readonly #started: number;
  #id: string | undefined;
  #shown: CallContext | undefined;
  #event: DecisionEvent | undefined;

  constructor(core: Core, mode: EventMode, lease: Lease, form: ActionForm) {
    this.core = core;
    this.mode = mode;
    this.lease = lease;
    this.form = form;
    this.action = { type: form.name };
    this.#started = core.observers.isWatched ? performance.now() : 0;
  }

  /**
   * @throws ActraResolverError also where a resolver gives a promise
   * @throws ActraInputError
   */
  decideNow(): void {
    const { core, context, lease } = this;
    lease.enter();
    try {
      const patience = new Patience(core.timeout);
      this.actor = resolveNow(core.actor, context, this.#resolverCall("actor", patience));
      if (this.#isDecidedWithoutSnapshot()) return;
      this.snapshot = resolveNow(core.snapshot, context, this.#resolverCall("snapshot", patience));
      this.#evaluate();
    } finally {
      lease.leave();
    }
  }

  /** The same for resolvers that may be asynchronous: gives a promise only where one of them does. */
  decide(): Promise<void> | undefined {
    const { core, lease } = this;
    const patience = new Patience(core.timeout);
    let later: Promise<void> | undefined;
    lease.enter();
    try {
      later = core.options.lazySnapshot ? this.#decideLazily(patience) : this.#decideAtOnce(patience);
      return later
        ?.catch((error) => {
          patience.end();
          throw error;
        })
        .finally(() => lease.leave());
    } catch (error) {
      patience.end();
      throw error;
    } finally {
      if (later === undefined) lease.leave();
    }
  }

  #decideAtOnce(patience: Patience): Promise<void> | undefined {
    const { core, context } = this;
    const actor = resolve(core.actor, context, this.#resolverCall("actor", patience));
    const snapshot = resolve(core.snapshot, context, this.#resolverCall("snapshot", patience));
    if (actor instanceof Promise || snapshot instanceof Promise)
      return this.#decideLater(actor, snapshot, patience);
    this.actor = actor;
    this.snapshot = snapshot;
    this.#evaluate();
    return undefined;
  }

  async #decideLater(actor: unknown, snapshot: unknown, patience: Patience): Promise<void> {
    [this.actor, this.snapshot] = await Promise.all([
      actor instanceof Promise ? patience.wait(actor, "actor") : actor,
      snapshot instanceof Promise ? patience.wait(snapshot, "snapshot") : snapshot,
    ]);
    this.#evaluate();
  }

  /** First without the snapshot; it is asked for only where it could matter. */
  async #decideLazily(patience: Patience): Promise<void> {
    const { core, context } = this;
    const actor = resolve(core.actor, context, this.#resolverCall("actor", patience));
    this.actor = actor instanceof Promise ? await patience.wait(actor, "actor") : actor;
    if (this.#isDecidedWithoutSnapshot()) return;
    const snapshot = resolve(core.snapshot, context, this.#resolverCall("snapshot", patience));
    this.snapshot = snapshot instanceof Promise ? await patience.wait(snapshot, "snapshot") : snapshot;
    this.#evaluate();
  }

  /** Decides where every snapshot, an absent one too, leads to one and the same decision. */
  #isDecidedWithoutSnapshot(): boolean {
    const { core, lease, action, actor } = this;
    if (!core.options.lazySnapshot || core.snapshot === undefined || this.explains) return false;
    const { decisions } = lease.policy.outcomes({ action, actor }, { unknown: ["snapshot"] });
    if (decisions?.length !== 1) return false;
    this.decision = decisions[0];
    return true;
  }

  #evaluate(): void {
    const { action, actor, snapshot } = this;
    const { policy } = this.lease;
    if (this.explains) this.explanation = policy.explain({ action, actor, snapshot });
    else this.decision = policy.evaluate({ action, actor, snapshot });
  }

  #resolverCall(domain: "actor" | "snapshot", patience: Patience): ResolverCall {
    return new ResolverCall(domain, this.form, this.action, patience);
  }

  /** What was decided on, as it may be shown. */
  shown(): CallContext {
    this.#shown ??= project(this.form.schema, this.form.name, this.form.fields, this);
    return this.#shown;
  }

  /** Tells observers of the decision, or of why there is none. */
  tell(error?: ActraError): void {
    const { core } = this;
    if (!core.observers.isWatched) return;
    this.#id ??= nextId();
    this.#event = this.#makeEvent(core.timestamp(), error, undefined);
    core.observers.tell(this.#event);
  }

  /** Tells them how the guarded function ended. */
  tellOutcome(outcome: Outcome): void {
    if (this.#event === undefined) return;
    const { core } = this;
    core.observers.tell(this.#makeEvent(core.timestamp(), this.#event.error, Object.freeze(outcome)));
  }

  /** Written out, since spreading one object into another costs more than a decision. */
  #makeEvent(timestamp: number, error: ActraError | undefined, outcome: Outcome | undefined): DecisionEvent {
    const context = this.shown();
    const durationMs =
      this.#event?.durationMs ?? (this.#started === 0 ? 0 : performance.now() - this.#started);
    const event: Record<string, unknown> = {
      id: this.#id,
      mode: this.mode,
      policy_hash: this.lease.hash,
      action: context.action,
      context,
      timestamp,
      durationMs,
    };
    if (error === undefined) event.decision = this.decision;
    else event.error = error;
    if (outcome !== undefined) event.outcome = outcome;
    return Object.freeze(event) as unknown as DecisionEvent;
  }

  get isWatched(): boolean {
    return this.#event !== undefined;
  }
}
