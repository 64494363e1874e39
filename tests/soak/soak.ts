/**
 * Guarded calls in many chains at once, some of them approved, while their policy is replaced and disposed of again and
 * again. Counts what became of them, and looks now and then at the memory that is left.
 */
import {
  ActraApprovalRequiredError,
  ActraPolicyError,
  ActraRuntime,
  type ApprovalRequest,
  type DecisionEvent,
  type Grant,
} from "../../src/index.ts";
import { machine } from "../support/machine.ts";
import { AMOUNTS, effectOf, policyOf } from "./generations.ts";

export interface SoakOrder {
  calls: number;
  chains: number;
  /** Calls that begin between one policy and the next. */
  every: number;
  collect: () => void;
}

export class Soak {
  ran = 0;
  blocked = 0;
  /** Approvals that came when the policy was another one. */
  refused = 0;
  replaced = 0;
  /** Decisions that are not wholly those of one policy, functions that ran without one, and other errors. */
  readonly wrong: unknown[] = [];
  /** Bytes that the heap holds, after each tenth of the calls. */
  readonly heap: number[] = [];
  /** Bytes of the machine's linear memory. */
  readonly memory: number[] = [];
  readonly #order: SoakOrder;
  readonly #generations = new Map<string, number>();
  readonly #runtime: ActraRuntime;
  /** Calls that have been decided, and not blocked. */
  readonly #permitted = new Set<number>();
  #begun = 0;

  constructor(order: SoakOrder) {
    this.#order = order;
    this.#runtime = new ActraRuntime(this.#nextPolicy(), {
      actor: () => ({ id: "ann" }),
      snapshot: (_, { action }) => after({ fraud: false }, action.amount === 1500),
      approve: (request) => after(grantFor(request), true),
      observers: [(event) => this.#watch(event)],
    });
  }

  async run(): Promise<this> {
    const { chains } = this.#order;
    const call = this.#runtime.admit("refund", async (_amount: number, number: number) => {
      this.ran++;
      if (!this.#permitted.delete(number)) this.wrong.push(`call ${number} ran`);
    });
    await Promise.all(Array.from({ length: chains }, () => this.#chain(call)));
    this.#measure();
    return this;
  }

  async #chain(call: (amount: number, number: number) => Promise<void>): Promise<void> {
    while (this.#begun < this.#order.calls) {
      this.#prepare();
      const number = this.#begun++;
      try {
        await call(AMOUNTS[number % AMOUNTS.length]!, number);
      } catch (error) {
        this.#tally(error, number);
      }
    }
  }

  #prepare(): void {
    const { every, calls } = this.#order;
    if (this.#begun % (calls / 10) === 0) this.#measure();
    if (this.#begun % every !== 0 || this.#begun === 0) return;
    this.replaced++;
    this.#runtime.replacePolicy(this.#nextPolicy(), { dispose: true });
  }

  #nextPolicy() {
    const policy = policyOf(this.replaced);
    this.#generations.set(policy.policyHash(), this.replaced);
    return policy;
  }

  #watch({ action, decision, policy_hash, outcome }: DecisionEvent): void {
    if (outcome !== undefined || decision === undefined) return;
    const generation = this.#generations.get(policy_hash)!;
    const rules = [decision.matched_rule, ...decision.audited!.rules].filter((rule) => rule !== "");
    const isWhole = rules.every((rule) => rule.endsWith(`_${generation}`));
    const isRight = decision.effect === effectOf(generation, action["amount"] as number);
    if (!isWhole || !isRight) this.wrong.push(decision);
    if (decision.effect === "block") this.#permitted.delete(action["call"] as number);
    else this.#permitted.add(action["call"] as number);
  }

  #tally(error: unknown, number: number): void {
    this.#permitted.delete(number);
    if (error instanceof ActraApprovalRequiredError && error.refusal === "other_call") this.refused++;
    else if (error instanceof ActraPolicyError && error.code === "ACTION_BLOCKED") this.blocked++;
    else this.wrong.push(error);
  }

  #measure(): void {
    this.#order.collect();
    this.heap.push(process.memoryUsage().heapUsed);
    this.memory.push(machine().extent());
  }
}

/** In a later turn, or as soon as others that wait have had theirs. */
async function after<T>(value: T, takesLong: boolean): Promise<T> {
  if (takesLong) await new Promise((done) => setImmediate(done));
  return value;
}

let grants = 0;

function grantFor({ digest }: ApprovalRequest): Grant {
  const now = Date.now();
  const approvals = [{ approver: "boss", by: "carol" }];
  return { id: `grant-${grants++}`, digest, approvals, granted_at: now, expires_at: now + 1000 };
}
