/** What the cases are, as data that any runtime can be given (make-cases.ts). */

export interface CaseGroup {
  readonly kind: "vector" | "recorded";
  readonly name: string;
  readonly sources: {
    readonly schema: string;
    readonly policy: string | { readonly path: string; readonly text: string }[];
    readonly governance?: string;
  };
  readonly options: { readonly semantics?: "actra-0.7" };
  /** The program that Node compiles of it, in hexadecimal digits. */
  readonly program: string;
  /** As vectors write inputs: tags stand for what JSON cannot say (tests/support/vectors/tags.ts). */
  readonly inputs: readonly { readonly name: string; readonly raw: unknown }[];
}
