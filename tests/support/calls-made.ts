import { Session } from "node:inspector";

interface Counted {
  readonly result: readonly {
    readonly functions: readonly { readonly ranges: readonly { readonly count: number }[] }[];
  }[];
}

/** How many calls of JavaScript functions `work` makes, as V8 counts them: the same on every machine, however busy. */
export function callsMade(work: () => void): number {
  const session = new Session();
  session.connect();
  let calls = 0;
  session.post("Profiler.enable");
  // Counts of blocks would miss what V8 has optimised; with counts of calls it optimises nothing.
  session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
  work();
  session.post("Profiler.takePreciseCoverage", (failure, { result }: Counted) => {
    if (failure) throw failure;
    for (const { functions } of result) {
      for (const { ranges } of functions) calls += ranges[0]!.count;
    }
  });
  session.disconnect();
  return calls;
}
