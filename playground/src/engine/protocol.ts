import type { Decision, Explanation } from "actra";
import type { Change } from "actra/analysis";
import type { TestReport } from "actra/testing";
import type { Schema } from "../../../src/language/schema.ts";
import type { DocumentName, Documents, PolicyText } from "../documents.ts";

// What the page and its engine say to each other: plain data, which a message can carry.

/** What the page shows, and so what it has to be told. A later one makes an earlier one moot. */
export interface Request {
  readonly version: number;
  readonly documents: Documents;
  readonly panel: Panel;
  /** Fields of the surface; what is left out, or is not there, is chosen. */
  readonly axes: readonly [x?: string, y?: string];
  /** Whether tests run even when they took long the last time. */
  readonly runTests: boolean;
}

/**
 * `decide` what has to be there at each keystroke · `review` what may take longer: lint, the smallest changes, tests, other
 * notations. Each has a worker of its own, so that none waits for the other, and the first has little to load.
 */
export type Task = "decide" | "review";

export type Panel = "explanation" | "surface" | "tests" | "program";

export interface Rewriting {
  readonly rewrite: "expression" | "structured";
  readonly policies: readonly PolicyText[];
}

export type Message = { readonly request: Request } | { readonly rewriting: Rewriting };

/** Parts of the answer to a request, in the order in which they come. */
export type Part =
  | { readonly part: "refused"; readonly problems: readonly Problem[] }
  | ({ readonly part: "decision" } & Decided)
  | { readonly part: "explanation"; readonly explanation: ExplainedData }
  | { readonly part: "problems"; readonly problems: readonly Problem[] }
  | { readonly part: "changes"; readonly changes: readonly Change[] }
  | { readonly part: "surface"; readonly surface: Surface | undefined }
  | { readonly part: "tests"; readonly report: TestReport | undefined; readonly problems: readonly Problem[] }
  | { readonly part: "untested" }
  | { readonly part: "program"; readonly bytes: Uint8Array<ArrayBuffer>; readonly listing: string };

export type Answer =
  | { readonly version: number; readonly part: Part }
  | { readonly version: number; readonly done: true }
  | { readonly version: number; readonly failed: string }
  | { readonly rewritten: readonly PolicyText[] | undefined; readonly problems: readonly Problem[] };

export interface Decided {
  readonly policyHash: string;
  readonly schema: Schema;
  /** What was asked, as data; absent where it is none. */
  readonly input?: unknown;
  readonly outcome: Decision | InputFault;
  /** What is wrong with the input, at its place. */
  readonly problems: readonly Problem[];
}

/** Why there is no decision. */
export interface InputFault {
  readonly error: string;
  readonly path?: string;
}

export type ExplainedData = Omit<Explanation, "toString">;

/** A diagnostic, with places that a message can carry. */
export interface Problem {
  readonly document: DocumentName;
  readonly from: number;
  readonly to: number;
  readonly line: number;
  readonly severity: "error" | "warning";
  readonly code: string;
  readonly message: string;
  readonly help?: string;
  readonly related: readonly {
    readonly message: string;
    readonly document: DocumentName;
    readonly line: number;
  }[];
  readonly fix?: { readonly title: string; readonly edits: readonly TextEdit[] };
}

export interface TextEdit {
  readonly document: DocumentName;
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** What is decided over the values of one field, or two, all else as it is. */
export interface Surface {
  /** The fields that there are to choose from. */
  readonly fields: readonly string[];
  readonly x: Axis;
  readonly y?: Axis;
  /** Row by row from the first value of `y`: for each cell, which of `outcomes`. */
  readonly cells: readonly number[];
  readonly outcomes: readonly (Decision | InputFault)[];
}

export interface Axis {
  readonly field: string;
  readonly cells: readonly AxisCell[];
  /** Where the input stands, from 0 to 1; absent where its value is not on the axis. */
  readonly here?: number;
}

export interface AxisCell {
  /** From 0 to 1. */
  readonly from: number;
  readonly to: number;
  readonly label: string;
  /** A value that some rule compares with, and that is marked. */
  readonly isLimit: boolean;
}
