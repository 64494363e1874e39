import type { GovernanceDocument } from "../compiler/2-parse/ast.ts";
import type { Documents } from "../compiler/analyse.ts";
import type { Finding } from "../diagnostics/diagnostic.ts";
import type { CheckedPolicy } from "../language/model.ts";

/** A policy that compiles, as lint rules look at it. */
export interface LintContext {
  /** As written. */
  readonly documents: Documents;
  /** As checked: names resolved, what names stand for written out. */
  readonly policy: CheckedPolicy;
  readonly governance?: GovernanceDocument;
  /** What day it is; absent where nobody may ask. */
  readonly today?: Date;
  /** Whether someone says what of it is proved over all inputs. */
  readonly isProved: boolean;
  readonly report: (finding: Finding) => void;
}
