// What has to be reached, one row a bar: what is measured, what it came to, and whether that is enough.

const atMost = (value, bar) => value <= bar;
const added = (result) =>
  `${result.added_at_the_median_ms} ms (${result.alone.median_ms} → ${result.proxied.median_ms})`;
const complete = ({ calls, own_answers, lost, run_twice_or_blocked, in_order }) =>
  own_answers === calls && lost === 0 && run_twice_or_blocked === 0 && in_order !== false;
const answered = (result) => `${result.own_answers} answered, ${result.lost} lost, in ${result.seconds} s`;
/** Megabytes from the first third to the last that count as flat: what a collector leaves differs by as much. */
const FLAT = 15;

export const bars = [
  {
    what: "`actra mcp` by stdio adds to a call, at the median",
    bar: "at most 1 ms",
    shown: ({ latency_stdio }) => added(latency_stdio),
    isReached: ({ latency_stdio }) => atMost(latency_stdio.added_at_the_median_ms, 1),
  },
  {
    what: "`actra mcp` by streamable HTTP, to both sides, adds to a call, at the median",
    bar: "at most 1 ms",
    shown: ({ latency_http }) => added(latency_http),
    isReached: ({ latency_http }) => atMost(latency_http.added_at_the_median_ms, 1),
  },
  {
    what: "10,000 calls at once by stdio, decisions of different lengths",
    bar: "none lost, none twice, in order",
    shown: ({ concurrent_stdio }) => `${answered(concurrent_stdio)}, in order: ${concurrent_stdio.in_order}`,
    isReached: ({ concurrent_stdio }) => complete(concurrent_stdio),
  },
  {
    what: "10,000 calls at once by streamable HTTP, over 200 connections",
    bar: "none lost, none twice",
    shown: ({ concurrent_http }) => answered(concurrent_http),
    isReached: ({ concurrent_http }) => complete(concurrent_http),
  },
  {
    what: "`actra serve`, the load generator on the same machine",
    bar: "at least 5,000 requests a second",
    shown: ({ load }) =>
      `${Math.round(load.requests_per_second)} a second, p50 ${load.p50_ms} ms, p99 ${load.p99_ms} ms`,
    isReached: ({ load }) => load.requests_per_second >= 5000 && load.non2xx === 0 && load.errors === 0,
  },
  {
    what: "`actra serve` under malformed and slow requests",
    bar: `answers, heap within ${FLAT} MB`,
    shown: ({ hostile }) =>
      `${hostile.malformed} malformed in ${hostile.seconds} s, ${hostile.good_answers_meanwhile} good ones answered; lowest heap ${hostile.lowest_heap_mb_of_each_third.join(" → ")} MB`,
    isReached: ({ hostile }) => {
      const [first, , last] = hostile.lowest_heap_mb_of_each_third;
      return hostile.good_answers_meanwhile > 0 && atMost(last - first, FLAT);
    },
  },
];
