import { stat } from "node:fs/promises";
import { Actra } from "../../actra.ts";
import { proveInvariants } from "../../analysis/invariants.ts";
import { exactOutcomes } from "../../analysis/outcomes/exact-outcomes.ts";
import { ActraCompileError } from "../../compiler/compile-error.ts";
import type { Source } from "../../diagnostics/span.ts";
import { ActraProgramError } from "../../errors.ts";
import { readDirectory } from "../../files/directory.ts";
import type { Policy } from "../../policy/policy.ts";
import type { Terminal } from "../terminal.ts";
import { BadDocuments, WrongUse } from "../wrong-use.ts";
import { PIPED, quoted, readBytes } from "./bytes.ts";
import { located, pathIn } from "./located.ts";

/** More than any program has; what is read may never end. */
const PROGRAM_BYTES = 256 * 1024 * 1024;

/** A policy, and the bytes of its program when these are what it comes from: then its hash is the file's own claim. */
export interface FoundPolicy {
  readonly policy: Policy;
  readonly program?: Uint8Array;
}

/**
 * A policy directory, or a program: a `.actra` file, or `-` for one from standard input.
 *
 * @throws BadDocuments, WrongUse
 */
export async function policyOf(where: string, terminal: Terminal): Promise<FoundPolicy> {
  if (!(await isProgram(where))) return { policy: await compiled(where) };
  const program = await readProgram(where, terminal);
  return { policy: loaded(program, where), program };
}

/** @throws WrongUse */
export function readProgram(where: string, terminal: Terminal): Promise<Uint8Array> {
  return readBytes(where, PROGRAM_BYTES, terminal);
}

/**
 * A policy directory, compiled.
 *
 * @throws BadDocuments
 */
export async function compiled(directory: string): Promise<Policy> {
  try {
    return await Actra.fromDirectory(directory, { invariants: proveInvariants, outcomes: exactOutcomes });
  } catch (error) {
    if (!(error instanceof ActraCompileError)) throw error;
    throw new BadDocuments(located(error.diagnostics, directory), error.more, { cause: error });
  }
}

/** With the texts of its policy files, by their paths from where the command runs. */
export async function compiledWithSources(
  directory: string,
): Promise<{ readonly policy: Policy; readonly sources: readonly Source[] }> {
  const policy = await compiled(directory);
  const { sources } = await readDirectory(directory);
  return {
    policy,
    sources: sources.policies.map(({ path, text }) => ({ path: pathIn(directory, path), text })),
  };
}

/** What is not there is taken for a directory, and missed as one. */
async function isProgram(where: string): Promise<boolean> {
  if (where === PIPED) return true;
  const facts = await stat(where).catch(() => undefined);
  return facts !== undefined && !facts.isDirectory();
}

function loaded(program: Uint8Array, where: string): Policy {
  try {
    return Actra.load(program);
  } catch (error) {
    if (!(error instanceof ActraProgramError)) throw error;
    const isOther = error.code === "PROGRAM_FORMAT" && error.offset === 0;
    const help = isOther ? "name a policy directory, or a file that `actra compile` wrote" : undefined;
    throw new WrongUse(`${quoted(where)}: ${error.message}`, help, { cause: error });
  }
}
