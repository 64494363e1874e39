// Time for what is long enough to be looked at once, and what becomes of several looks.

/** Milliseconds of processor time, of all threads of this process: other work on the machine does not count. */
export function processorMilliseconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

export function took(work) {
  const start = processorMilliseconds();
  work();
  return processorMilliseconds() - start;
}

export function median(samples) {
  const sorted = samples.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
