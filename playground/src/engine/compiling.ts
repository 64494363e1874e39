import { Actra, ActraCompileError, type Diagnostic, type Policy } from "actra";
import { proveInvariants } from "actra/analysis";
import { DocumentMemory } from "actra/authoring";
import type { Documents } from "../documents.ts";

/** Of the documents only what changes with a keystroke is read again. */
export const OPTIONS = { invariants: proveInvariants, memory: new DocumentMemory() };

export interface Compiled {
  readonly policy?: Policy;
  readonly diagnostics: readonly Diagnostic[];
}

/** Keeps the policy that it compiled last, since most keystrokes change something else. */
export class Compiling {
  #key = "";
  #compiled: Compiled = { diagnostics: [] };

  of(documents: Documents): Compiled {
    const sources = sourcesOf(documents);
    const key = JSON.stringify(sources);
    if (key === this.#key) return this.#compiled;
    this.#compiled.policy?.dispose();
    this.#key = key;
    this.#compiled = compiled(sources);
    return this.#compiled;
  }
}

export function sourcesOf({ schema, policies, governance }: Documents) {
  return { schema, policy: policies, ...(governance.trim() !== "" && { governance }) };
}

function compiled(sources: ReturnType<typeof sourcesOf>): Compiled {
  try {
    const policy = Actra.compile(sources, OPTIONS);
    return { policy, diagnostics: policy.diagnostics };
  } catch (error) {
    return { diagnostics: diagnosticsOf(error) };
  }
}

/** @throws what is no error of a compile */
export function diagnosticsOf(error: unknown): readonly Diagnostic[] {
  if (error instanceof ActraCompileError) return error.diagnostics;
  throw error;
}
