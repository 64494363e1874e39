import { ActraError } from "../../errors.ts";
import { approveBy, type WhoApproves } from "./elicitation.ts";
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
import { Order, type Turn } from "./order.ts";
import { refusalMessage } from "./refusal.ts";
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

/** A request of the client that has no answer yet. */
interface Pending {
  readonly method: string;
  readonly extra: unknown;
  /** Whether the server has it. */
  isForwarded: boolean;
  isOver: boolean;
  /** For a call: ends it, for those who watch. */
  settle?: (error?: Error) => void;
}

/** More requests at once than any client has; the server may answer none of them. */
const MOST_PENDING = 50_000;
/** Calls that wait for their decision, before whoever reads should stop for a while. */
const MANY_UNDECIDED = 1000;

export class Gate {
  readonly #options: GateOptions;
  readonly #pending = new Map<Id, Pending>();
  readonly #asked = new Map<Id, (result: unknown) => void>();
  readonly #inbound = new Order();
  readonly #outbound = new Order();
  #client: Members | undefined;
  #canAsk = false;
  #ended: string | undefined;

  constructor(options: GateOptions) {
    this.#options = options;
  }

  /** Never throws: whatever is wrong with the message is the answer to it. */
  fromClient(value: unknown, extra?: unknown): void {
    // A client that takes no answer has left, and misses nothing.
    void Promise.resolve(this.#take(value, extra)).catch(() => undefined);
  }

  /** Answers what could not even be read. */
  refuse(code: number, text: string): void {
    void Promise.resolve(this.#answer(errorMessage(null, code, text))).catch(() => undefined);
  }

  #take(value: unknown, extra: unknown): void | Promise<void> {
    const read = readClientMessage(value);
    switch (read.kind) {
      case "refused":
        return this.#answer(errorMessage(read.id, read.code, read.text));
      case "response":
        return this.#fromPerson(read.id, read.message) ? undefined : this.#forward(read.message, extra);
      case "notification":
        return this.#isWithdrawn(read.method, read.message) ? undefined : this.#forward(read.message, extra);
      case "request":
        return this.#request(read.id, read.method, read.message, extra);
      case "call":
        return this.#call(read.id, read.call, extra);
    }
  }

  /** The last request that the server has and has not answered. */
  get lastRequest(): { readonly relatedRequestId: Id } | undefined {
    let last: Id | undefined;
    for (const [id, { isForwarded }] of this.#pending) if (isForwarded) last = id;
    return last === undefined ? undefined : { relatedRequestId: last };
  }

  /** Settles when the calls before are decided; absent when there are few of them, and more may come. */
  get ready(): Promise<void> | undefined {
    return this.#inbound.size > MANY_UNDECIDED ? this.#inbound.idle : undefined;
  }

  /** The client has gone: nobody answers its questions. Settles when the server has all that came before. */
  async leave(): Promise<void> {
    for (const answer of this.#asked.values()) answer(undefined);
    await this.#inbound.idle;
  }

  /** What the server sends, which is taken at its word but for lists of tools. */
  fromServer(message: Members, extra?: unknown): void | Promise<void> {
    const id = own(message, "id");
    const isAnswer = own(message, "method") === undefined && isId(id);
    if (!isAnswer) return this.#outbound.inTurn(() => this.#options.toClient(message, extra));
    const pending = this.#pending.get(id);
    // Nobody has asked: a second answer, or one that comes after its request was withdrawn.
    if (pending?.isForwarded !== true) return;
    this.#end(id, pending);
    if (pending.method === LIST_TOOLS && !this.#options.tools.stopsNothing)
      return this.#listed(message, pending);
    return this.#outbound.inTurn(() => this.#options.toClient(message, extra));
  }

  /** Answers what the server can answer no more. */
  end(reason: string): void {
    this.#ended ??= reason;
    for (const [id, pending] of this.#pending) {
      this.#end(id, pending, new Error(reason));
      void Promise.resolve(this.#answer(errorMessage(id, ErrorCode.ServerEnded, reason))).catch(
        () => undefined,
      );
    }
    for (const answer of this.#asked.values()) answer(undefined);
    this.#asked.clear();
  }

  #request(id: Id, method: string, message: Members, extra: unknown): void | Promise<void> {
    const refusal = this.#admitId(id);
    if (refusal !== undefined) return this.#answer(refusal);
    if (method === "initialize") this.#meet(own(message, "params"));
    const pending: Pending = { method, extra, isForwarded: true, isOver: false };
    this.#pending.set(id, pending);
    return this.#forward(message, extra, pending);
  }

  /** Two requests with one id could get each other's answers. */
  #admitId(id: Id): Members | undefined {
    if (this.#ended !== undefined) return errorMessage(id, ErrorCode.ServerEnded, this.#ended);
    if (this.#pending.has(id))
      return errorMessage(id, ErrorCode.InvalidRequest, "a request with this `id` has no answer yet");
    if (this.#pending.size < MOST_PENDING) return undefined;
    return errorMessage(id, ErrorCode.Internal, "too many requests have no answer yet");
  }

  /** What the client says of itself when it comes. */
  #meet(params: unknown): void {
    if (!isMembers(params)) return;
    const info = own(params, "clientInfo");
    const capabilities = own(params, "capabilities");
    const elicitation = isMembers(capabilities) ? own(capabilities, "elicitation") : undefined;
    this.#client = isMembers(info) ? info : undefined;
    // No mode means forms, which was all there was.
    const modes = isMembers(elicitation) ? Object.keys(elicitation) : undefined;
    this.#canAsk = modes !== undefined && (modes.length === 0 || modes.includes("form"));
  }

  async #call(id: Id, call: ToolCall, extra: unknown): Promise<void> {
    const refusal = this.#admitId(id);
    if (refusal !== undefined) return this.#answer(refusal);
    const pending: Pending = { method: CALL_TOOL, extra, isForwarded: false, isOver: false };
    this.#pending.set(id, pending);
    const turn = this.#inbound.enter();
    const context = this.#context(extra, call.name);
    try {
      await this.#options.tools.call(call.name, call.arguments ?? {}, context, {
        run: (given) => this.#run(id, call, given, { pending, turn }),
        approve: this.#approve(id, context, turn),
      });
    } catch (error) {
      if (pending.isOver || pending.isForwarded) return;
      this.#end(id, pending);
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

  /** A server that cannot be reached answers nothing. */
  async #sent(sent: void | Promise<void>, id: Id | undefined, pending: Pending | undefined): Promise<void> {
    try {
      await sent;
    } catch {
      if (id === undefined || pending === undefined || pending.isOver) return;
      const reason = "the server could not be reached";
      this.#end(id, pending, new Error(reason));
      await this.#answer(errorMessage(id, ErrorCode.ServerEnded, reason));
    }
  }

  #approve(id: Id, context: McpContext, turn: Turn) {
    const { approver, tools } = this.#options;
    const isAsked = approver !== undefined && this.#canAsk;
    const approve = isAsked
      ? approveBy((params, signal) => this.#ask(params, signal, id), approver, context)
      : tools.approve;
    if (approve === undefined) return undefined;
    return (...[request, call]: Parameters<typeof approve>) => {
      // Others need not wait for somebody to make up their mind.
      turn.leave();
      return approve(request, call);
    };
  }

  /** An id that no server can know beforehand, since the answer is not for the server. */
  async #ask(params: Members, signal: AbortSignal, relatedRequestId: Id): Promise<unknown> {
    const id = `actra-${crypto.randomUUID()}`;
    const answered = new Promise<unknown>((resolve) => {
      this.#asked.set(id, resolve);
      signal.addEventListener("abort", () => resolve(undefined), { once: true });
    });
    const message = { jsonrpc: "2.0", id, method: "elicitation/create", params };
    try {
      await this.#outbound.inTurn(() => this.#options.toClient(message, { relatedRequestId }));
      return await answered;
    } finally {
      this.#asked.delete(id);
    }
  }

  /** Whether the response is the answer to a question of this gate. */
  #fromPerson(id: Id, message: Members): boolean {
    const answer = this.#asked.get(id);
    answer?.(own(message, "result"));
    return answer !== undefined;
  }

  /** Whether the notification withdraws a call that the server does not know of yet. */
  #isWithdrawn(method: string, message: Members): boolean {
    const params = own(message, "params");
    if (method !== "notifications/cancelled" || !isMembers(params)) return false;
    const id = own(params, "requestId");
    const pending = isId(id) ? this.#pending.get(id) : undefined;
    // A list that comes all the same has to be known for one, whatever its id would be used for next.
    if (pending === undefined || pending.method === LIST_TOOLS) return false;
    const { isForwarded } = pending;
    this.#end(id as Id, pending, new Error("withdrawn by the client"));
    return !isForwarded;
  }

  async #listed(message: Members, { extra: asked }: Pending): Promise<void> {
    // Without what the transport has beside it, which may be the list as it was.
    await this.#outbound.whenReady(this.#offered(message, asked), (list) => this.#options.toClient(list));
  }

  /** The list without the tools that this actor could never be allowed. */
  async #offered(message: Members, asked: unknown): Promise<Members> {
    const result = own(message, "result");
    if (!isMembers(result)) return message;
    const context = this.#context(asked);
    const listed = own(result, "tools");
    const tools: readonly unknown[] = Array.isArray(listed) ? listed : [];
    try {
      const names = tools.map((tool) => (isMembers(tool) ? own(tool, "name") : undefined));
      const offered = await Promise.all(names.map((name) => this.#options.tools.isOffered(name, context)));
      return { ...message, result: { ...result, tools: tools.filter((_, i) => offered[i]) } };
    } catch {
      const text = "the tools cannot be listed: the policy could not be asked";
      return errorMessage(own(message, "id") as Id, ErrorCode.Internal, text);
    }
  }

  #context(extra: unknown, tool?: string): McpContext {
    const context = this.#options.contextOf?.(extra);
    return {
      ...context,
      ...(this.#client !== undefined && { client: this.#client }),
      ...(tool !== undefined && { tool }),
    };
  }

  #forward(message: Members, extra: unknown, pending?: Pending): void | Promise<void> {
    const sent = this.#inbound.inTurn(() => this.#toServer(message, extra));
    return sent === undefined ? undefined : this.#sent(sent, own(message, "id") as Id | undefined, pending);
  }

  #answer(message: Members): void | Promise<void> {
    return this.#outbound.inTurn(() => this.#options.toClient(message));
  }

  /** What goes wrong at once goes wrong as a promise too. */
  #toServer(message: Members, extra: unknown): void | Promise<void> {
    try {
      return this.#options.toServer(message, extra);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  #end(id: Id, pending: Pending, error?: Error): void {
    pending.isOver = true;
    if (this.#pending.get(id) === pending) this.#pending.delete(id);
    pending.settle?.(error);
  }
}
