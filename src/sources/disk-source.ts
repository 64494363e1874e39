import { Actra } from "../actra.ts";
import { checkedOptions } from "../compiler/check-options.ts";
import type { CompileOptions } from "../compiler/options.ts";
import { disk } from "../files/disk.ts";
import type { PolicyTypes } from "../language/policy-types.ts";
import type { CallSignal } from "../runtime/patience.ts";
import { marksOf } from "./marks.ts";
import { checkedTiming, type PollOptions, type SourceOptions } from "./options.ts";
import { type Found, PolicySource } from "./policy-source.ts";
import { ActraSourceError } from "./source-error.ts";
import { watching } from "./watching.ts";

export interface DiskSourceOptions<T extends PolicyTypes = PolicyTypes>
  extends Omit<SourceOptions<T>, "load">,
    PollOptions {
  /** For how long files have to stay as they are before they are read, in milliseconds; 100 when left out. */
  readonly settleMs?: number | undefined;
  /** The most bytes that a program file may have; 16 MiB when left out. */
  readonly maxBytes?: number | undefined;
  /** How a policy directory is compiled, such as `{ invariants: proveInvariants }`. Program files are compiled already. */
  readonly compile?: CompileOptions | undefined;
}

const MAX_BYTES = 16 * 1024 * 1024;
const SETTLE = 100;
const INTERVAL = 2000;

/**
 * A policy directory, compiled when something in it changes, or a program file. Changes are heard of where the platform tells of
 * them, and looked for every two seconds, or as `intervalMs` says. Files that are being written are waited for; who changes
 * several at once had better put a new directory in place of the old one. With `keys` it has to be a program file.
 *
 * Node, Deno, Bun.
 */
export function diskSource<T extends PolicyTypes = PolicyTypes>(
  path: string,
  options: DiskSourceOptions<T> = {},
): PolicySource<T> {
  if (typeof path !== "string" || path === "") throw new TypeError("`path` has to be a path");
  const timing = checkedTiming(options, ["settleMs", "maxBytes", "compile"], { intervalMs: INTERVAL });
  const { settleMs = SETTLE, maxBytes = MAX_BYTES, compile, ...rest } = options;
  const place: Place = { path, settleMs, maxBytes, compile: checkedOptions(compile) };
  const read = (revision: string | undefined, signal: CallSignal) => readSettled<T>(place, revision, signal);
  const load = (program: Parameters<typeof Actra.load>[0]) => Actra.load<T>(program);
  return new PolicySource<T>({ read, watch: watching(path) }, { ...rest, load }, timing);
}

interface Place {
  readonly path: string;
  readonly settleMs: number;
  readonly maxBytes: number;
  readonly compile: CompileOptions;
}

async function readSettled<T extends PolicyTypes>(
  place: Place,
  revision: string | undefined,
  signal: CallSignal,
): Promise<Found<T> | undefined> {
  let before = await marksOf(place.path, signal);
  if (before === revision) return undefined;
  for (; !signal.aborted; before = await marksOf(place.path, signal)) {
    await new Promise((resolve) => setTimeout(resolve, place.settleMs));
    const read = await materialOf<T>(place).then(
      (material) => ({ material }),
      (error: unknown) => ({ error }),
    );
    // What was wrong with files that were being written says nothing.
    if ((await marksOf(place.path, signal)) !== before) continue;
    if ("error" in read) throw read.error;
    return { ...read, revision: before };
  }
  throw new ActraSourceError("SOURCE_CHANGING", "the files change all the time");
}

async function materialOf<T extends PolicyTypes>(place: Place): Promise<Found<T>["material"]> {
  const { path, maxBytes, compile } = place;
  const { readFile, stat } = await disk();
  const facts = await stat(path);
  if (facts.isDirectory()) return Actra.fromDirectory<T>(path, compile);
  if (facts.size > maxBytes)
    throw new ActraSourceError("SOURCE_TOO_LARGE", `the program has more than ${maxBytes} bytes`);
  return new Uint8Array(await readFile(path));
}
