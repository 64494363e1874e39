// The measure of all the others: the workload's rules as the JavaScript that one would write by hand.

export const name = "hand-written function";

export const prepare = (workload) => workload.decide;
