import { createWriteStream } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { WhoApproves } from "../../adapters/mcp/elicitation.ts";
import { jsonLines } from "../../runtime/observers/json-lines.ts";
import type { RuntimeOptions } from "../../runtime/options.ts";
import { ActraRuntime } from "../../runtime/runtime.ts";
import type { Terminal } from "../terminal.ts";
import { WrongUse } from "../wrong-use.ts";
import { readMap } from "./data.ts";
import { policyOf } from "./policy-of.ts";

// A runtime out of what the command line says: the policy, who acts, how things stand, and where decisions are written down.

export interface RuntimeWords {
  /** A policy directory, or a program. */
  readonly policy?: string;
  /** A file with the fields of the one actor. */
  readonly actor?: string;
  /** A file with the fields of the snapshot. */
  readonly snapshot?: string;
  /** A module that exports some of `RESOLVERS`. */
  readonly resolvers?: string;
  /** A file to which decisions are added, as JSON lines. */
  readonly log?: string;
  readonly audit?: boolean;
}

/** What a module of resolvers may export. */
const RESOLVERS = ["actor", "snapshot", "requester", "approve", "approver"] as const;
type Resolvers = Pick<RuntimeOptions, "actor" | "snapshot" | "requester" | "approve"> & {
  readonly approver?: WhoApproves;
};

export interface FoundRuntime {
  readonly runtime: ActraRuntime;
  readonly approver: WhoApproves | undefined;
  /** Writes down what is left. */
  readonly close: () => void;
}

/**
 * @param complete says what else there is beside what the command line says
 * @throws BadDocuments, WrongUse
 */
export async function runtimeOf(
  words: RuntimeWords,
  terminal: Terminal,
  complete: (said: RuntimeOptions) => RuntimeOptions = (said) => said,
): Promise<FoundRuntime> {
  if (words.policy === undefined) throw new WrongUse("there is no policy", "name it by `--policy`");
  const { policy } = await policyOf(words.policy, terminal);
  const { approver, ...resolvers } = words.resolvers === undefined ? {} : await imported(words.resolvers);
  const files: Resolvers = {
    ...(words.actor !== undefined && { actor: fixed(await readMap(words.actor, terminal)) }),
    ...(words.snapshot !== undefined && { snapshot: fixed(await readMap(words.snapshot, terminal)) }),
  };
  const twice = Object.keys(files).find((name) => name in resolvers);
  if (twice !== undefined)
    throw new WrongUse(`\`--${twice}\` and \`--resolvers\` both say what the ${twice} is`);
  const stream = words.log === undefined ? undefined : await opened(words.log);
  const runtime = new ActraRuntime(policy, {
    ...complete({ ...resolvers, ...files }),
    mode: words.audit === true ? "audit" : "enforce",
    observers: stream === undefined ? [] : [jsonLines(stream)],
  });
  return { runtime, approver, close: () => stream?.end() };
}

function fixed(fields: object): () => object {
  return () => fields;
}

async function imported(path: string): Promise<Resolvers> {
  let exported: Record<string, unknown>;
  try {
    exported = await import(pathToFileURL(resolve(path)).href);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new WrongUse(`\`${path}\` cannot be imported: ${message}`, undefined, { cause });
  }
  const other = Object.keys(exported).find((name) => !(RESOLVERS as readonly string[]).includes(name));
  if (other !== undefined)
    throw new WrongUse(`\`${path}\` exports \`${other}\``, `it may export ${RESOLVERS.join(", ")}`);
  const { approver } = exported;
  if (approver !== undefined && typeof approver !== "function")
    throw new WrongUse(`\`approver\` of \`${path}\` has to be a function`);
  return { ...exported };
}

/** Before anything is decided: a log that cannot be written is no log. */
function opened(path: string): Promise<NodeJS.WritableStream> {
  const stream = createWriteStream(path, { flags: "a", highWaterMark: 1024 * 1024 });
  return new Promise((resolve, reject) => {
    stream.once("open", () => resolve(stream));
    stream.once("error", ({ message }) => reject(new WrongUse(`\`${path}\` cannot be written: ${message}`)));
  });
}
