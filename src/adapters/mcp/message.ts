// What a client sends, which a model may have written → one of the four things that it can be, or an error. Nothing of it is
// passed on as it came: a message is put together anew from the members that it may have. Some readers of JSON take `Name`
// for `name`, or the first of two members with one name; they see the one that was decided on, and no other.

export type Id = string | number;
export type Members = Readonly<Record<string, unknown>>;

/** The arguments of `tools/call`, and what they belong to. */
export interface ToolCall {
  readonly name: string;
  readonly arguments: Members | undefined;
  /** `_meta` and `task`: they name no tool. */
  readonly rest: Members;
}

export type ClientMessage =
  | { readonly kind: "request"; readonly id: Id; readonly method: string; readonly message: Members }
  | { readonly kind: "call"; readonly id: Id; readonly call: ToolCall }
  | { readonly kind: "notification"; readonly method: string; readonly message: Members }
  | { readonly kind: "response"; readonly id: Id; readonly message: Members }
  | { readonly kind: "refused"; readonly id: Id | null; readonly code: number; readonly text: string };

/** Codes of JSON-RPC; the last one is the servers' own. */
export const ErrorCode = {
  Parse: -32700,
  InvalidRequest: -32600,
  MethodNotFound: -32601,
  InvalidParams: -32602,
  Internal: -32603,
  ServerEnded: -32000,
} as const;

export const CALL_TOOL = "tools/call";
export const LIST_TOOLS = "tools/list";

export function readClientMessage(value: unknown): ClientMessage {
  if (Array.isArray(value)) return refused(null, ErrorCode.InvalidRequest, "batches are not supported");
  if (!isMembers(value) || own(value, "jsonrpc") !== "2.0")
    return refused(null, ErrorCode.InvalidRequest, "not a message of JSON-RPC 2.0");
  const method = own(value, "method");
  if (method === undefined) return readResponse(value);
  const id = own(value, "id");
  if (id !== undefined && !isId(id))
    return refused(null, ErrorCode.InvalidRequest, "`id` has to be a string or a whole number");
  if (typeof method !== "string")
    return refused(id ?? null, ErrorCode.InvalidRequest, "`method` has to be a string");
  return readMethod(method, id, own(value, "params"));
}

function readMethod(method: string, id: Id | undefined, params: unknown): ClientMessage {
  if (params !== undefined && !isMembers(params))
    return refused(id ?? null, ErrorCode.InvalidParams, "`params` has to be an object");
  const meant = meantBy(method);
  if (id === undefined && meant !== undefined)
    return refused(null, ErrorCode.InvalidRequest, "a request needs an `id`");
  if (meant !== undefined && method !== meant)
    return refused(id ?? null, ErrorCode.MethodNotFound, "Method not found");
  const rest = { method, ...(params !== undefined && { params }) };
  if (id === undefined) return { kind: "notification", method, message: { jsonrpc: "2.0", ...rest } };
  if (method === CALL_TOOL) return readCall(id, params);
  return { kind: "request", id, method, message: { jsonrpc: "2.0", id, ...rest } };
}

/** Which of the two methods that a policy looks at a lenient server could take this one for. */
function meantBy(method: string): string | undefined {
  const letters = method
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^a-z]/g, "");
  return [CALL_TOOL, LIST_TOOLS].find((each) => each.replace("/", "") === letters);
}

function readCall(id: Id, params: Members | undefined): ClientMessage {
  const wrong = (text: string) => refused(id, ErrorCode.InvalidParams, text);
  if (params === undefined) return wrong("`params` is missing");
  const name = own(params, "name");
  const given = own(params, "arguments");
  if (typeof name !== "string") return wrong("`name` has to be a string");
  if (given !== undefined && !isMembers(given)) return wrong("`arguments` has to be an object");
  const rest: Record<string, unknown> = {};
  for (const member of ["_meta", "task"]) {
    const part = own(params, member);
    if (part !== undefined && !isMembers(part)) return wrong(`\`${member}\` has to be an object`);
    if (part !== undefined) rest[member] = part;
  }
  return { kind: "call", id, call: { name, arguments: given, rest } };
}

/** The message that a server gets of a call. */
export function callMessage(id: Id, { name, rest }: ToolCall, given: Members | undefined): Members {
  const params = { name, ...(given !== undefined && { arguments: given }), ...rest };
  return { jsonrpc: "2.0", id, method: CALL_TOOL, params };
}

function readResponse(value: Members): ClientMessage {
  const id = own(value, "id");
  const result = own(value, "result");
  const error = own(value, "error");
  if (!isId(id) || (result === undefined) === (error === undefined))
    return refused(null, ErrorCode.InvalidRequest, "neither a request nor a response");
  const message = { jsonrpc: "2.0", id, ...(result === undefined ? { error } : { result }) };
  return { kind: "response", id, message };
}

function refused(id: Id | null, code: number, text: string): ClientMessage {
  return { kind: "refused", id, code, text };
}

export function errorMessage(id: Id | null, code: number, message: string): Members {
  return { jsonrpc: "2.0", id, error: { code, message } };
}

export function isId(value: unknown): value is Id {
  return typeof value === "string" || Number.isSafeInteger(value);
}

export function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What somebody has put into `Object.prototype` is in no message. */
export function own(members: Members, name: string): unknown {
  return Object.hasOwn(members, name) ? members[name] : undefined;
}
