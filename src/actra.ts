import { instantiateSync } from "@assemblyscript/loader";
import { checkedOptions } from "./compiler/check-options.ts";
import { compile } from "./compiler/compile.ts";
import { ActraCompileError } from "./compiler/compile-error.ts";
import type { CompileOptions } from "./compiler/options.ts";
import type { Document, FoundFiles, PolicySources, SchemaSource } from "./compiler/sources.ts";
import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import { readDirectory } from "./files/directory.ts";
import { readFiles } from "./files/files.ts";
import { bare } from "./language/bare.ts";
import type { OutcomesOptions } from "./language/outcomes.ts";
import type { PolicyInput, PolicyTypes } from "./language/policy-types.ts";
import { wasmModule } from "./machine/provider.ts";
import { loadPolicy } from "./policy/load.ts";
import { models } from "./policy/models.ts";
import { outcomes } from "./policy/outcomes.ts";
import { evaluatePacked, evaluatePackedMany } from "./policy/packed.ts";
import { type Abilities, Policy } from "./policy/policy.ts";
import { renderExplanation } from "./policy/render-explanation.ts";
import { encodeProgram } from "./program/encode.ts";
import { requireSound } from "./program/verify.ts";
import { contentOf } from "./program/write-content.ts";
import type { VerifiedProgram } from "./signing/verify-program.ts";
import { VERSION } from "./version.ts";

function compilePolicy<T extends PolicyTypes>(
  sources: PolicySources | FoundFiles,
  options: CompileOptions,
): Policy<T> {
  const { analysis, program, diagnostics, more } = compile(sources, options);
  if (program === undefined) throw new ActraCompileError(diagnostics, more);
  // Explanations look for what conditions lack.
  bare(program.debug);
  const sound = requireSound(contentOf(program), program.debug);
  const { outcomes: find } = options;
  const found = (input: unknown, how: OutcomesOptions) => find!(policy as never, input as PolicyInput, how);
  const abilities = find === undefined ? ABILITIES : { ...ABILITIES, outcomes: found };
  const policy: Policy<T> = new Policy<T>(sound, { diagnostics, abilities });
  models.set(policy, analysis.policy!);
  return policy;
}

/** Who leaves out an argument should not hear of a file named `undefined`. */
function requirePath(path: unknown, argument: string): void {
  if (typeof path === "string" && path !== "") return;
  const given = path === "" ? "empty text" : path === null ? "null" : `of type ${typeof path}`;
  throw new TypeError(`\`${argument}\` is ${given}, expected a path`);
}

const ABILITIES: Abilities = {
  instance: () => instantiateSync(wasmModule()).instance,
  render: renderExplanation,
  encode: encodeProgram,
  outcomes,
  evaluatePacked,
  evaluatePackedMany,
};

/** Where policies come from. */
export const Actra = Object.freeze({
  /**
   * A policy from its documents, each as YAML text or as an already parsed plain object; several policy files as an
   * array of `{ path, text }`.
   *
   * @throws ActraCompileError with `diagnostics`
   * @throws TypeError on options that are none, as every call here that takes them
   */
  compile<T extends PolicyTypes = PolicyTypes>(
    sources: PolicySources<T>,
    options?: CompileOptions,
  ): Policy<T> {
    return compilePolicy(sources, checkedOptions(options));
  },

  /** `compile` with the documents as arguments, as a promise. */
  async fromStrings<T extends PolicyTypes = PolicyTypes>(
    schema: SchemaSource<T>,
    policy: PolicySources["policy"],
    governance?: Document,
    options?: CompileOptions,
  ): Promise<Policy<T>> {
    return compilePolicy(
      governance === undefined ? { schema, policy } : { schema, policy, governance },
      checkedOptions(options),
    );
  },

  /** A policy from three files (Node, Deno, Bun). Rejects with `ActraCompileError`. */
  async fromFiles<T extends PolicyTypes = PolicyTypes>(
    schemaPath: string,
    policyPath: string,
    governancePath?: string,
    options?: CompileOptions,
  ): Promise<Policy<T>> {
    const checked = checkedOptions(options);
    requirePath(schemaPath, "schemaPath");
    requirePath(policyPath, "policyPath");
    if (governancePath !== undefined) requirePath(governancePath, "governancePath");
    return compilePolicy(await readFiles(schemaPath, policyPath, governancePath, checked.limits), checked);
  },

  /** A policy from a directory with `schema.yaml`, `policy.yaml` and the rest (Node, Deno, Bun). Rejects with `ActraCompileError`. */
  async fromDirectory<T extends PolicyTypes = PolicyTypes>(
    directory: string,
    options?: CompileOptions,
  ): Promise<Policy<T>> {
    const checked = checkedOptions(options);
    requirePath(directory, "directory");
    return compilePolicy(await readDirectory(directory, checked.limits), checked);
  },

  /**
   * Every diagnostic of the documents, as data; never throws on bad documents, or on anything else in their place.
   *
   * @throws TypeError on options that are none
   */
  check(sources: PolicySources, options?: CompileOptions): readonly Diagnostic[] {
    return compile(sources, checkedOptions(options)).diagnostics;
  },

  /**
   * A policy from a compiled `.actra` program: its bytes, or what `verifyProgram` made of them.
   *
   * @throws ActraProgramError when the bytes are no valid program
   * @throws ActraSignatureError `SIGNATURE_REQUIRED` for bytes after `requireSigned`
   */
  load<T extends PolicyTypes = PolicyTypes>(program: Uint8Array | VerifiedProgram): Policy<T> {
    return loadPolicy(program, ABILITIES);
  },

  async compilerVersion(): Promise<string> {
    return VERSION;
  },
});
