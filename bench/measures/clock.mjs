// Time for what is long enough to be looked at once.

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
