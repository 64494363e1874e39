import type { DiagnosticCode } from "../../diagnostics/catalogue.ts";
import type { Reporter } from "../../diagnostics/reporter.ts";
import type { Source, Span } from "../../diagnostics/span.ts";
import type { DocumentLimits } from "../../language/limits.ts";
import { Places } from "./places.ts";

/** The YAML nodes of the sources that are read together. */
export class NodeCount {
  total = 0;
  /** There are too many, which has been reported. */
  isOver = false;
}

export type Reports = Pick<Reporter, "report">;

/** What every step of reading one source works with. */
export class Reading {
  readonly text: string;
  readonly places: Places;
  readonly limits: DocumentLimits;
  /** How many nodes this source may have: its own limit, or what other sources have left of that for all. */
  readonly nodesLeft: number;
  readonly count: NodeCount;
  readonly #reporter: Reports;

  constructor(source: Source, limits: DocumentLimits, reporter: Reports, count: NodeCount) {
    this.text = source.text;
    this.places = Places.of(source);
    this.limits = limits;
    this.nodesLeft = Math.min(limits.nodes, limits.totalNodes - count.total);
    this.count = count;
    this.#reporter = reporter;
  }

  span(start: number, end: number): Span {
    return this.places.span(start, end);
  }

  /** Gives nothing, so that whoever has nothing to give can return it. */
  report(code: DiagnosticCode, span: Span, message: string, help?: string): undefined {
    this.#reporter.report(help === undefined ? { code, message, span } : { code, message, span, help });
    return undefined;
  }

  reportTwice(code: DiagnosticCode, span: Span, message: string, first: Span): void {
    this.#reporter.report({ code, message, span, related: [{ message: "first here", span: first }] });
  }
}

/** Ends the reading of a source that is over a limit or beyond repair. What is wrong has been reported. */
export class ReadingStopped extends Error {
  override readonly name = "ReadingStopped";
}

/** What is read, or `undefined` where that was ended. */
export function unlessStopped<T>(reads: () => T): T | undefined {
  try {
    return reads();
  } catch (error) {
    if (error instanceof ReadingStopped) return undefined;
    throw error;
  }
}
