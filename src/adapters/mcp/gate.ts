import { ActraError } from "../../errors.ts";
import { approveBy, type WhoApproves } from "./elicitation.ts";
import { type Introduction, introductionOf } from "./introduction.ts";
import {
  CALL_TOOL,
  callMessage,
  ErrorCode,
  errorMessage,
  type Id,
  isId,
  isMembers,
  LIST_TOOLS,
  type Members,
  own,
  readClientMessage,
  type ToolCall,
} from "./message.ts";
import { offered } from "./offer.ts";
import { Order, type Turn } from "./order.ts";
import { Questions } from "./questions.ts";
import { refusalMessage } from "./refusal.ts";
import { type Pending, Requests } from "./requests.ts";
import type { McpContext, Tools } from "./tools.ts";

// Between one client and one server. A call reaches the server after the policy has allowed it, a list of tools reaches the
// client with those that it could ever be allowed; everything else goes through, both ways in the order in which it came.

/** `extra` is the transport's own, and goes on beside its message. */
export type Send = (message: Members, extra?: unknown) => void | Promise<void>;

export interface GateOptions {
  readonly tools: Tools;
  readonly toServer: Send;
  readonly toClient: Send;
  /** Who can approve at this client; nobody when left out. */
  readonly approver?: WhoApproves | undefined;
  /** What resolvers are told of the transport. */
  readonly contextOf?: ((extra: unknown) => McpContext) | undefined;
}

/** Calls that wait for their decision, before whoever reads should stop for a while. */
const MANY_UNDECIDED = 1000;

export class Gate {
  readonly #options: GateOptions;
  readonly #requests = new Requests();
  readonly #questions: Questions;
  readonly #inbound = new Order();
  readonly #outbound = new Order();
  #introduction: Introduction = introductionOf(undefined);

  constructor(options: GateOptions) {
    this.#options = options;
    this.#questions = new Questions((message, relatedRequestId) =>
      this.#outbound.inTurn(() => options.toClient(message, { relatedRequestId })),
    );
  }

  /** Never throws: whatever is wrong with the message is the answer to it. */
  fromClient(value: unknown, extra?: unknown): void {
    settled(this.#take(value, extra));
  }

  /** Answers what could not even be read. */
  refuse(code: number, text: string): void {
    settled(this.#answer(errorMessage(null, code, text)));
  }

  /** What the server sends, which is taken at its word but for lists of tools. */
  fromServer(message: Members, extra?: unknown): void | Promise<void> {
    const id = own(message, "id");
    const isAnswer = own(message, "method") === undefined && isId(id);
    if (!isAnswer) return this.#outbound.inTurn(() => this.#options.toClient(message, extra));
    const pending = this.#requests.get(id);
    // Nobody has asked: a second answer, or one that comes after its request was withdrawn.
    if (pending?.isForwarded !== true) return;
    this.#requests.end(id, pending);
    if (pending.method === LIST_TOOLS && !this.#options.tools.stopsNothing)
      return this.#listed(message, pending);
    return this.#outbound.inTurn(() => this.#options.toClient(message, extra));
  }

  /** The last request that the server has and has not answered. */
  get lastRequest(): { readonly relatedRequestId: Id } | undefined {
    const last = this.#requests.lastForwarded;
    return last === undefined ? undefined : { relatedRequestId: last };
  }

  /** Settles when the calls before are decided; absent when there are few of them, and more may come. */
  get ready(): Promise<void> | undefined {
    return this.#inbound.size > MANY_UNDECIDED ? this.#inbound.idle : undefined;
  }

  /** The client has gone: nobody answers its questions. Settles when the server has all that came before. */
  async leave(): Promise<void> {
    this.#questions.close();
    await this.#inbound.idle;
  }

  /** Answers what the server can answer no more. */
  end(reason: string): void {
    for (const answer of this.#requests.endAll(reason)) settled(this.#answer(answer));
    this.#questions.close();
  }

  #take(value: unknown, extra: unknown): void | Promise<void> {
    const read = readClientMessage(value);
    switch (read.kind) {
      case "refused":
        return this.#answer(errorMessage(read.id, read.code, read.text));
      case "response":
        return this.#questions.take(read.id, read.message) ? undefined : this.#forward(read.message, extra);
      case "notification":
        return this.#isWithdrawn(read.method, read.message) ? undefined : this.#forward(read.message, extra);
      case "request":
        return this.#request(read.id, read.method, read.message, extra);
      case "call":
        return this.#call(read.id, read.call, extra);
    }
  }

  #request(id: Id, method: string, message: Members, extra: unknown): void | Promise<void> {
    const refusal = this.#requests.refusalOf(id);
    if (refusal !== undefined) return this.#answer(refusal);
    if (method === "initialize") this.#introduction = introductionOf(own(message, "params"));
    const pending = this.#requests.begin(id, { method, extra, isForwarded: true });
    return this.#forward(message, extra, pending);
  }

  async #call(id: Id, call: ToolCall, extra: unknown): Promise<void> {
    const refusal = this.#requests.refusalOf(id);
    if (refusal !== undefined) return this.#answer(refusal);
    const pending = this.#requests.begin(id, { method: CALL_TOOL, extra, isForwarded: false });
    const turn = this.#inbound.enter();
    const context = this.#context(extra, call.name);
    try {
      await this.#options.tools.call(call.name, call.arguments ?? {}, context, {
        run: (given) => this.#run(id, call, given, { pending, turn }),
        approve: this.#approve(id, context, turn),
      });
    } catch (error) {
      if (pending.isOver || pending.isForwarded) return;
      this.#requests.end(id, pending);
      await this.#answer(refusalMessage(id, call, error));
    } finally {
      turn.leave();
    }
  }

  /** Hands the call over when its turn comes, and waits for the answer. */
  async #run(
    id: Id,
    call: ToolCall,
    given: Members,
    { pending, turn }: { pending: Pending; turn: Turn },
  ): Promise<void> {
    if (turn.before !== undefined) await turn.before;
    if (pending.isOver) throw new ActraError("WITHDRAWN", "the call was withdrawn before it was decided");
    const message = callMessage(id, call, call.arguments && given);
    const answered = new Promise<void>((resolve, reject) => {
      pending.settle = (error) => (error === undefined ? resolve() : reject(error));
    });
    pending.isForwarded = true;
    const sent = this.#toServer(message, pending.extra);
    turn.leave();
    await Promise.all([this.#sent(sent, id, pending), answered]);
  }

  #approve(id: Id, context: McpContext, turn: Turn) {
    const { approver, tools } = this.#options;
    const isAsked = approver !== undefined && this.#introduction.canAsk;
    const approve = isAsked
      ? approveBy((params, signal) => this.#questions.ask(params, signal, id), approver, context)
      : tools.approve;
    if (approve === undefined) return undefined;
    return (...[request, call]: Parameters<typeof approve>) => {
      // Others need not wait for somebody to make up their mind.
      turn.leave();
      return approve(request, call);
    };
  }

  /** Whether the notification withdraws a call that the server does not know of yet. */
  #isWithdrawn(method: string, message: Members): boolean {
    const params = own(message, "params");
    if (method !== "notifications/cancelled" || !isMembers(params)) return false;
    const id = own(params, "requestId");
    const pending = isId(id) ? this.#requests.get(id) : undefined;
    // A list that comes all the same has to be known for one, whatever its id would be used for next.
    if (pending === undefined || pending.method === LIST_TOOLS) return false;
    const { isForwarded } = pending;
    this.#requests.end(id as Id, pending, new Error("withdrawn by the client"));
    return !isForwarded;
  }

  #listed(message: Members, { extra }: Pending): Promise<void> {
    const list = offered(message, this.#options.tools, this.#context(extra));
    // Without what the transport has beside it, which may be the list as it was.
    return this.#outbound.whenReady(list, (filtered) => this.#options.toClient(filtered));
  }

  #context(extra: unknown, tool?: string): McpContext {
    const { client } = this.#introduction;
    return {
      ...this.#options.contextOf?.(extra),
      ...(client !== undefined && { client }),
      ...(tool !== undefined && { tool }),
    };
  }

  #forward(message: Members, extra: unknown, pending?: Pending): void | Promise<void> {
    const sent = this.#inbound.inTurn(() => this.#toServer(message, extra));
    return sent === undefined ? undefined : this.#sent(sent, own(message, "id") as Id | undefined, pending);
  }

  /** What goes wrong at once goes wrong as a promise too. */
  #toServer(message: Members, extra: unknown): void | Promise<void> {
    try {
      return this.#options.toServer(message, extra);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /** A server that cannot be reached answers nothing. */
  async #sent(sent: void | Promise<void>, id: Id | undefined, pending: Pending | undefined): Promise<void> {
    try {
      await sent;
    } catch {
      if (id === undefined || pending === undefined || pending.isOver) return;
      const reason = "the server could not be reached";
      this.#requests.end(id, pending, new Error(reason));
      await this.#answer(errorMessage(id, ErrorCode.ServerEnded, reason));
    }
  }

  #answer(message: Members): void | Promise<void> {
    return this.#outbound.inTurn(() => this.#options.toClient(message));
  }
}

/** A client that takes no answer has left, and misses nothing. */
function settled(sent: void | Promise<void>): void {
  void Promise.resolve(sent).catch(() => undefined);
}
