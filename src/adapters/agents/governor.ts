// biome-ignore-all lint/suspicious/noExplicitAny: a runtime's context is whatever its resolvers say, and its type is inferred

import type { ApprovalRequest, Grant, GrantedApproval } from "../../runtime/approval/grant.ts";
import type { ActraRuntime } from "../../runtime/runtime.ts";
import { Stopped } from "./stopped.ts";

// A tool call of a model → its action → decided: the tool runs, or there is an error that the model can read. Every adapter for
// agents is a translation to and from this.

/** One call of a tool, as the SDK makes it. */
export interface ToolCall {
  readonly input: unknown;
  /** What resolvers get; that of `runtime.run` around the agent when `undefined`. */
  readonly context: unknown;
  /** By which the SDK tells this call from all others. */
  readonly id: string | undefined;
  /** Whether the SDK's own flow says that somebody has said yes to this very call. */
  readonly isApproved: () => boolean;
}

type Approvals = readonly GrantedApproval[] | null | undefined;

/**
 * Who has said yes in the SDK's flow, which does not tell it: people by your own knowledge, such as the session that the answer
 * came with, each as one of the approvers that the policy names. It is asked after the SDK has said that the call is approved. What
 * it gives becomes a grant for this call alone, and the runtime judges it as any other.
 */
export type ApprovedBy<Call> = (request: ApprovalRequest, call: Call) => Approvals | PromiseLike<Approvals>;

/** Decides on the calls of one tool. */
export class Governor<Call> {
  readonly #runtime: ActraRuntime<any>;
  readonly #action: string;
  readonly #approvedBy: ApprovedBy<Call> | undefined;

  /** @throws ActraInputError `INPUT_ACTION` for an action that the policy does not know */
  constructor(runtime: ActraRuntime<any>, action: string, approvedBy: ApprovedBy<Call> | undefined) {
    if (approvedBy !== undefined && typeof approvedBy !== "function")
      throw new TypeError("`approvedBy` has to be a function");
    this.#runtime = runtime;
    this.#action = action;
    this.#approvedBy = approvedBy;
    runtime.admit(action, () => undefined);
  }

  /**
   * Whether the SDK should ask for an approval. Not where nobody could tell whose it is; and where there is no decision, the call
   * itself is stopped.
   */
  async needsApproval({ input, context }: Pick<ToolCall, "input" | "context">): Promise<boolean> {
    if (this.#approvedBy === undefined || this.#runtime.mode === "audit") return false;
    try {
      const args = input === undefined ? [] : [input];
      const decision = await this.#within(context, () => this.#runtime.checkAsync(this.#action, ...args));
      return decision.effect === "require_approval";
    } catch {
      return false;
    }
  }

  /**
   * Runs the tool on the input that was decided on, and gives or throws what it gives or throws.
   *
   * @param given is handed to `approvedBy`
   * @throws ActraError where it does not run: its message is for the model, its `cause` the error that stopped the call
   */
  async execute(call: ToolCall, given: Call, run: (input: unknown) => unknown): Promise<unknown> {
    let hasRun = false;
    const admitted = this.#runtime.admit(
      this.#action,
      (...args: unknown[]) => {
        hasRun = true;
        return run(args[0]);
      },
      this.#approvedBy === undefined ? {} : { approve: (request) => this.#grant(request, call, given) },
    );
    const args = call.input === undefined ? [] : [call.input];
    try {
      return await this.#within(call.context, () => admitted(...args));
    } catch (error) {
      throw hasRun ? error : new Stopped(error);
    }
  }

  /** For each call of the SDK the same grant: it is good once. */
  async #grant(request: ApprovalRequest, call: ToolCall, given: Call): Promise<Grant | undefined> {
    if (call.id === undefined || !call.isApproved()) return undefined;
    const approvals = await this.#approvedBy?.(request, given);
    if (approvals === undefined || approvals === null) return undefined;
    return { id: `tool:${call.id}`, digest: request.digest, approvals, granted_at: Date.now() };
  }

  #within<Result>(context: unknown, run: () => Promise<Result>): Promise<Result> {
    return context === undefined ? run() : this.#runtime.run(context, run);
  }
}
