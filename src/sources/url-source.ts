import type { PolicyTypes } from "../language/policy-types.ts";
import type { CallSignal } from "../runtime/patience.ts";
import { type FetchFunction, fetchProgram } from "./fetch-program.ts";
import { checkedTiming, type PollOptions, type SourceOptions } from "./options.ts";
import { PolicySource } from "./policy-source.ts";
import { refusalOf } from "./policy-url.ts";

export interface UrlSourceOptions<T extends PolicyTypes = PolicyTypes> extends SourceOptions<T>, PollOptions {
  /** Sent along, not to another origin that a redirect leads to; a function is asked each time. */
  readonly headers?: Headers | (() => Headers | PromiseLike<Headers>) | undefined;
  /** The most bytes that a program may have; 16 MiB when left out. */
  readonly maxBytes?: number | undefined;
  /**
   * `error` takes a redirect for a failure, and is what holds when this is left out. `follow` goes where it leads, ten times at most,
   * where each step is a URL that a policy may come from; never from https to http. Browsers do not show the steps: there it fails.
   */
  readonly redirect?: "error" | "follow" | undefined;
  /** In place of the platform's. */
  readonly fetch?: FetchFunction | undefined;
}

type Headers = Readonly<Record<string, string>>;

const MAX_BYTES = 16 * 1024 * 1024;
const OWN_OPTIONS = ["headers", "maxBytes", "redirect", "fetch"];

/**
 * A program file behind a URL, asked for once a minute or as `intervalMs` says. What has not changed is not sent again, by
 * `ETag`. Without keys the URL has to be https, or of this machine.
 *
 * @throws TypeError for a URL and options that are none
 */
export function urlSource<T extends PolicyTypes = PolicyTypes>(
  url: string | { readonly href: string },
  options: UrlSourceOptions<T>,
): PolicySource<T> {
  const timing = checkedTiming(options, OWN_OPTIONS);
  const parsed = new URL(typeof url === "string" ? url : url.href);
  const isSigned = options.keys !== undefined;
  const refusal = refusalOf(parsed, isSigned);
  if (refusal !== undefined) throw new TypeError(refusal);
  const { maxBytes = MAX_BYTES, redirect = "error", headers = {}, fetch } = options;
  if (!(maxBytes >= 1)) throw new TypeError("`maxBytes` has to be a number of bytes");
  if (redirect !== "error" && redirect !== "follow")
    throw new TypeError("`redirect` has to be `error` or `follow`");
  const read = async (revision: string | undefined, signal: CallSignal) => {
    const sent = typeof headers === "function" ? await headers() : headers;
    const request = { url: parsed.href, headers: sent, revision, signal, maxBytes, redirect, isSigned };
    return fetchProgram(request, fetch ?? (globalThis.fetch as FetchFunction));
  };
  return new PolicySource<T>({ read }, options, timing);
}
