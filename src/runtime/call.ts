import type { ActraError } from "../errors.ts";
import type { Decision } from "../language/decision.ts";
import type { Outcomes } from "../language/outcomes.ts";
import type { PolicyInput } from "../language/policy-types.ts";
import type { Explanation } from "../policy/explanation.ts";
import { declaredPart } from "./action.ts";
import type { Copies } from "./copy.ts";
import type { Core } from "./core.ts";
import type { EventMode, Outcome } from "./events.ts";
import type { ActionForm } from "./form.ts";
import type { Lease } from "./lease.ts";
import { Patience } from "./patience.ts";
import { type CallContext, project } from "./project.ts";
import { Report } from "./report.ts";
import { type DomainName, resolve, resolveNow } from "./resolvers.ts";

// One call, from its action to its decision: resolve the actor, resolve the snapshot, evaluate. It is decided wholly by
// the policy that the runtime had when it began.

export class Call {
  readonly core: Core;
  readonly mode: EventMode;
  readonly lease: Lease;
  form: ActionForm;
  /** The action with its own `type`, where it came as one; else its fields, under the name of the form. */
  action: unknown;
  fields: object | undefined;
  /** Which parts of the fields are copies. */
  copies: Copies | undefined;
  context: unknown;
  actor: unknown;
  snapshot: unknown;
  decision: Decision | undefined;
  /** Whether to make an explanation in place of a decision. */
  explains = false;
  explanation: Explanation | undefined;
  /** Absent when nobody watches. */
  readonly #report: Report | undefined;
  /** The policy is kept for this call until it is decided. */
  #isHeld = true;
  #patience: Patience | undefined;
  #shown: CallContext | undefined;

  constructor(core: Core, mode: EventMode, lease: Lease, form: ActionForm) {
    this.core = core;
    this.mode = mode;
    this.lease = lease;
    this.form = form;
    this.action = undefined;
    this.fields = undefined;
    this.copies = undefined;
    this.context = undefined;
    this.actor = undefined;
    this.snapshot = undefined;
    this.decision = undefined;
    this.explanation = undefined;
    lease.enter();
    this.#report = core.observers.isWatched ? new Report(this) : undefined;
  }

  /** Made when first asked for: most calls wait for nobody. */
  get patience(): Patience {
    this.#patience ??= new Patience(this.core.timeout);
    return this.#patience;
  }

  /**
   * @throws ActraResolverError also where a resolver gives a promise
   * @throws ActraInputError
   */
  decideNow(): void {
    const { core } = this;
    this.actor = resolveNow(core.actor, this);
    if (!(core.isLazy && this.#isDecidedWithoutSnapshot())) {
      this.snapshot = resolveNow(core.snapshot, this);
      this.#evaluate();
    }
  }

  /** Lets go of the policy: it is decided, or cannot be. */
  release(): void {
    if (!this.#isHeld) return;
    this.#isHeld = false;
    this.lease.leave();
  }

  /** The same for resolvers that may be asynchronous: gives a promise only where one of them does. */
  decide(): Promise<void> | undefined {
    return this.core.isLazy ? this.#decideLazily() : this.#decideAtOnce();
  }

  /** What is possible for the actor, whatever the action's fields and the snapshot are. */
  async outcomes(): Promise<Outcomes> {
    const actor = await this.#awaited(resolve(this.core.actor, this), "actor");
    const action = { type: this.form.name };
    return this.lease.policy.outcomes({ action, actor }, { unknown: ["action", "snapshot"] });
  }

  /** There is no decision: whoever still works for this call hears of it. */
  fail(): void {
    this.#patience?.end();
    this.release();
  }

  #decideAtOnce(): Promise<void> | undefined {
    const { core } = this;
    const actor = resolve(core.actor, this);
    const snapshot = resolve(core.snapshot, this);
    if (actor instanceof Promise || snapshot instanceof Promise) return this.#decideLater(actor, snapshot);
    this.actor = actor;
    this.snapshot = snapshot;
    this.#evaluate();
    return undefined;
  }

  async #decideLater(actor: unknown, snapshot: unknown): Promise<void> {
    [this.actor, this.snapshot] = await Promise.all([
      this.#awaited(actor, "actor"),
      this.#awaited(snapshot, "snapshot"),
    ]);
    this.#evaluate();
  }

  /** First without the snapshot; it is asked for only where it could matter. */
  async #decideLazily(): Promise<void> {
    const { core } = this;
    this.actor = await this.#awaited(resolve(core.actor, this), "actor");
    if (this.#isDecidedWithoutSnapshot()) return;
    this.snapshot = await this.#awaited(resolve(core.snapshot, this), "snapshot");
    this.#evaluate();
  }

  #awaited(answer: unknown, domain: DomainName): unknown {
    return answer instanceof Promise ? this.patience.wait(answer, domain) : answer;
  }

  /** Decides where every snapshot, an absent one too, leads to one and the same decision. */
  #isDecidedWithoutSnapshot(): boolean {
    const { core, lease, actor } = this;
    const action = this.#wholeAction();
    if (core.snapshot === undefined || this.explains) return false;
    const { decisions } = lease.policy.outcomes({ action, actor }, { unknown: ["snapshot"] });
    if (decisions?.length !== 1) return false;
    this.decision = decisions[0];
    this.release();
    return true;
  }

  #evaluate(): void {
    const { actor, snapshot, fields, lease } = this;
    if (this.explains)
      this.explanation = lease.policy.explain({ action: this.#wholeAction(), actor, snapshot });
    else if (fields === undefined)
      this.decision = lease.decider.decide({ action: this.action, actor, snapshot });
    else this.decision = lease.decider.decideAction(this.form.name, fields, { actor, snapshot });
    this.release();
  }

  #wholeAction(): unknown {
    return this.fields === undefined ? this.action : declaredPart(this.fields, this.form);
  }

  /** All that it was decided on. */
  input(): PolicyInput {
    return { action: this.#wholeAction(), actor: this.actor, snapshot: this.snapshot };
  }

  /** What has the action's fields. */
  get source(): unknown {
    return this.fields ?? this.action;
  }

  /** What was decided on, as it may be shown. */
  shown(): CallContext {
    this.#shown ??= project(this.form, { action: this.source, actor: this.actor, snapshot: this.snapshot });
    return this.#shown;
  }

  get isWatched(): boolean {
    return this.#report !== undefined;
  }

  /** Tells observers of the decision, or of why there is none. */
  tell(error?: ActraError): void {
    if (this.#report !== undefined) this.#report.tell(error);
  }

  /** Tells them how the guarded function ended. @param error the name of what it threw */
  tellOutcome(ended: Outcome["ended"], error?: string): void {
    if (this.#report !== undefined) this.#report.tellOutcome(ended, error);
  }
}
