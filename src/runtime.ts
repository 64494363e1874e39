// `actra/runtime`: decisions in front of functions. The policies that it takes come from `actra/engine`, or from `actra`.

export { ActraError, ActraInputError } from "./errors.ts";
export type { ApprovalRequest, Grant, GrantedApproval, Refusal } from "./runtime/approval/grant.ts";
export type {
  DecidedEvent,
  DecisionEvent,
  DecisionObserver,
  FailedEvent,
  Outcome,
} from "./runtime/events.ts";
export {
  type DecisionCounters,
  type DecisionCountersOptions,
  type DecisionCounts,
  decisionCounters,
} from "./runtime/observers/decision-counters.ts";
export type {
  LineDestination,
  LineFunction,
  LineStream,
  LineWriter,
} from "./runtime/observers/destination.ts";
export type { HistogramCounts } from "./runtime/observers/histogram.ts";
export {
  type JsonLines,
  type JsonLinesOptions,
  jsonLines,
  type LineCounts,
} from "./runtime/observers/json-lines.ts";
export { type RecentEvents, recentEvents } from "./runtime/observers/recent-events.ts";
export type { AdmitOptions, Approve, ExplainCallOptions, RuntimeOptions } from "./runtime/options.ts";
export { ActraApprovalRequiredError, ActraPolicyError, ActraResolverError } from "./runtime/policy-error.ts";
export type { CallContext } from "./runtime/project.ts";
export type { ResolverCall } from "./runtime/resolver-call.ts";
export { ActraRuntime, type Guarded, type GuardedSync } from "./runtime/runtime.ts";
export type { FetchFunction } from "./sources/fetch-program.ts";
export { type MemorySource, memorySource } from "./sources/memory-source.ts";
export type { PolicyMaterial, PollOptions, SourceOptions } from "./sources/options.ts";
export { PolicySource } from "./sources/policy-source.ts";
export { ActraSourceError, type SourceErrorCode } from "./sources/source-error.ts";
export type { SourceFailure, SourceStatus } from "./sources/status.ts";
export { type UrlSourceOptions, urlSource } from "./sources/url-source.ts";
