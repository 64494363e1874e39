import type { ActionName, PolicyTypes } from "../../language/policy-types.ts";
import type { ApprovalRequest } from "../../runtime/approval/grant.ts";
import { type FieldName, requireOptions } from "../../runtime/options.ts";

// What whoever guards a route writes down: which action a request is, and where in the request its fields stand.

/** Where text comes from: a field gets it converted by its declared type, or the request is refused. */
export type TextSource = "params" | "query" | "headers" | "form";

/**
 * `params.id`, `query.currency`, `headers.x-tenant`, `form.amount` are text; `body.customer.country` is a place in a body
 * of JSON, `body` all of it. A function gives a value of the server's own. An object has one of these for each field of an
 * object.
 */
export type FieldFrom<Request> =
  | `${TextSource | "body"}.${string}`
  | "body"
  | ((request: Request) => unknown)
  | { readonly [field: string]: FieldFrom<Request> };

/** By the action's fields; or the one place where all of them stand under their own names. */
export type FieldsFrom<T extends PolicyTypes, Name extends ActionName<T>, Request> =
  | { readonly [Field in FieldName<T, Name>]?: FieldFrom<Request> }
  | "body"
  | "form"
  | "params"
  | "query";

export interface Route<T extends PolicyTypes, Name extends ActionName<T>, Request> {
  /** Nothing in a request can name another. */
  readonly action: Name;
  /** May be left out for an action without fields. */
  readonly fields?: FieldsFrom<T, Name, Request> | undefined;
  /** The answer where an approval is asked for: 403 when left out; 202 when somebody sees to it that one is given. */
  readonly approvalStatus?: 202 | 403 | undefined;
  /** Hears of each request that waits for an approval; it may give a URI where the caller can look how that stands. */
  readonly onApproval?:
    | ((approval: ApprovalRequest, request: Request) => ApprovalPlace | PromiseLike<ApprovalPlace>)
    | undefined;
}

// biome-ignore lint/suspicious/noConfusingVoidType: a function that gives nothing is one of these
export type ApprovalPlace = string | null | undefined | void;

const ROUTE_OPTIONS = {
  action: "any",
  fields: "any",
  approvalStatus: "any",
  onApproval: "function",
} as const satisfies Readonly<Record<keyof Route<PolicyTypes, string, unknown>, string>>;

/** Options of an adapter's routes beside these. */
export type MoreOptions = Readonly<Record<string, "any">>;

/** @throws TypeError */
export function requireRoute(route: unknown, more: MoreOptions): void {
  requireOptions(route, { ...ROUTE_OPTIONS, ...more });
  const { action, approvalStatus = 403 } = route as { action?: unknown; approvalStatus?: unknown };
  if (typeof action !== "string") throw new TypeError("a route has to say its `action`");
  if (approvalStatus !== 202 && approvalStatus !== 403)
    throw new TypeError("`approvalStatus` has to be 202 or 403");
}
