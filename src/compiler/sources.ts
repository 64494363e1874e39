import type { Finding } from "../diagnostics/diagnostic.ts";
import type { Source } from "../diagnostics/span.ts";
import type { PolicyTypes } from "../language/policy-types.ts";
import type { DefinedSchema } from "../typescript/define-schema.ts";

/** A document as YAML text, or as the plain data that such text would give. */
export type Document = string | object;

/** A schema; one of `defineSchema` says what types `T` it describes. */
export type SchemaSource<T extends PolicyTypes = PolicyTypes> = Document | DefinedSchema<T>;

/** One of several files of a policy. */
export interface PolicyFile {
  /** Places the file among the others, and names it in diagnostics. */
  readonly path: string;
  readonly text: string;
}

/** What users hand in. */
export interface PolicySources<T extends PolicyTypes = PolicyTypes> {
  readonly schema: SchemaSource<T>;
  readonly policy: Document | readonly PolicyFile[];
  readonly governance?: Document;
}

/** What the compiler reads. A source that is not there, or of no use, has been reported. */
export interface Sources {
  readonly schema?: Source;
  /** In the order of the code units of their paths. */
  readonly policies: readonly Source[];
  readonly governance?: Source;
}

/** What was found on disk, and what was wrong there. Only the readers of files make one. */
export class FoundFiles {
  readonly sources: Sources;
  readonly findings: readonly Finding[];
  readonly #brand = true;

  constructor(sources: Sources, findings: readonly Finding[]) {
    this.sources = sources;
    this.findings = findings;
  }

  /** Asks nothing of what it is given that could run code. */
  static is(given: unknown): given is FoundFiles {
    return typeof given === "object" && given !== null && #brand in given;
  }
}

/** Paths are compared, and shown, with `/`. */
export function withSlashes(path: string): string {
  return path.replaceAll("\\", "/");
}
