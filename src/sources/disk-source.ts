import { Actra } from "../actra.ts";
import { disk } from "../files/disk.ts";
import type { PolicyTypes } from "../language/policy-types.ts";
import type { CallSignal } from "../runtime/patience.ts";
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
  const timing = checkedTiming(options, ["settleMs", "maxBytes"], { intervalMs: INTERVAL });
  const { settleMs = SETTLE, maxBytes = MAX_BYTES, ...rest } = options;
  const read = (revision: string | undefined, signal: CallSignal) =>
    readSettled<T>({ path, settleMs, maxBytes }, revision, signal);
  const load = (program: Parameters<typeof Actra.load>[0]) => Actra.load<T>(program);
  return new PolicySource<T>({ read, watch: watching(path) }, { ...rest, load }, timing);
}

interface Place {
  readonly path: string;
  readonly settleMs: number;
  readonly maxBytes: number;
}

async function readSettled<T extends PolicyTypes>(
  place: Place,
  revision: string | undefined,
  signal: CallSignal,
): Promise<Found<T> | undefined> {
  let before = await marksOf(place.path);
  if (before === revision) return undefined;
  for (; !signal.aborted; before = await marksOf(place.path)) {
    await new Promise((resolve) => setTimeout(resolve, place.settleMs));
    const read = await materialOf<T>(place).then(
      (material) => ({ material }),
      (error: unknown) => ({ error }),
    );
    // What was wrong with files that were being written says nothing.
    if ((await marksOf(place.path)) !== before) continue;
    if ("error" in read) throw read.error;
    return { ...read, revision: before };
  }
  throw new ActraSourceError("SOURCE_CHANGING", "the files change all the time");
}

async function materialOf<T extends PolicyTypes>({ path, maxBytes }: Place): Promise<Found<T>["material"]> {
  const { readFile, stat } = await disk();
  const facts = await stat(path);
  if (facts.isDirectory()) return Actra.fromDirectory<T>(path);
  if (facts.size > maxBytes)
    throw new ActraSourceError("SOURCE_TOO_LARGE", `the program has more than ${maxBytes} bytes`);
  return new Uint8Array(await readFile(path));
}

/** What changes when a file does: names, sizes, times, and which file it is. */
async function marksOf(path: string): Promise<string> {
  const { readdir, stat } = await disk();
  const root = await stat(path, { bigint: true }).catch((cause) => {
    throw new ActraSourceError("SOURCE_UNREACHABLE", `\`${path}\` cannot be read`, { cause });
  });
  const names = root.isDirectory() ? (await readdir(path, { recursive: true })).sort() : [];
  const marks = [markOf("", root)];
  for (const name of names) {
    const facts = await stat(`${path}/${name}`, { bigint: true }).catch(() => undefined);
    marks.push(markOf(name, facts));
  }
  return marks.join("\n");
}

function markOf(name: string, facts: { size: bigint; mtimeNs: bigint; ino: bigint } | undefined): string {
  return JSON.stringify([name, ...(facts ? [facts.size, facts.mtimeNs, facts.ino].map(String) : [])]);
}
