// What is measured, in the order of the report, and how often in which run.
//
// A group is one table: { id, title, jobs }. A job is what child.mjs takes; besides, it has the `rounds` of a quick, a normal and a
// full run, where 0 leaves it out, and maybe `flags` for Node.

const peers = [
  "json-logic-engine",
  "json-logic-engine-run",
  "cel-js-flat",
  "cel-js-nested",
  "bufbuild-cel",
  "casl",
  "casl-per-request",
  "casbin-matcher",
  "casbin-policy",
  "json-rules-engine",
  "cedar-wasm",
  "zen-engine",
];
const byHand = ["hand-written", "hand-written-index"];
const packed = ["actra-packed", "actra-packed-many"];

/** What is not measured although it stands in a group. */
const leftOut = [
  {
    engine: "casl-per-request",
    workload: /^w3/,
    reason: "in W3 there is one actor, for whom whoever uses CASL keeps the ability",
  },
];

export const whyLeftOut = ({ engine, workload }) =>
  leftOut.find((each) => each.engine === engine && each.workload.test(workload))?.reason;

export const sizes = [10, 100, 1000, 10_000];

/** A new space so large that ten million decisions could leave 100 bytes each without a collection. */
const withoutCollection = ["--min-semi-space-size=1024", "--max-semi-space-size=1024"];

const rounds = (quick, normal, full) => ({ quick, normal, full });

const decide = (workload, engines, often, size) =>
  engines.map((engine) => ({ measure: "decide", workload, size, engine, rounds: often }));

const bySize = (measure, often, ...all) => all.map((size) => ({ measure, size, rounds: often }));

/** Actra and those that it is measured against in more rounds than the rest, which are slower by far. */
function w3(workload, often, oftenPeers) {
  return sizes.flatMap((size) => [
    ...decide(workload, [...byHand, "actra"], often, size),
    ...decide(workload, peers, oftenPeers, size),
  ]);
}

const main = rounds(1, 5, 9);
const others = rounds(1, 3, 5);

export const groups = [
  {
    id: "w1",
    title: "W1: three rules over a refund",
    jobs: [
      ...decide("w1", ["hand-written", "actra", "actra-expressions", "actra-many", ...packed], main),
      ...decide("w1", ["actra-explain"], others),
      ...decide("w1", ["cel-js-flat"], main),
      ...decide(
        "w1",
        peers.filter((engine) => engine !== "cel-js-flat"),
        others,
      ),
    ],
  },
  {
    id: "harder",
    title: "W1 where it is harder",
    jobs: [
      ...decide("w1-shapes", ["actra"], main),
      ...decide("w1-fresh", ["actra"], main),
      ...decide("w1", ["actra-after-others"], main),
    ],
  },
  {
    id: "guarded",
    title: "Guarded calls: what a call costs that W1's rules allow, with synchronous resolvers",
    jobs: decide("guarded", ["bare-function", "actra-admit-sync", "actra-admit", "actra-audit"], main),
  },
  {
    id: "tenant",
    title: "Tenants: twenty rules over eight actions, texts compared with texts, roles in lists",
    jobs: [
      ...decide("tenant", ["hand-written", "actra", ...packed], rounds(1, 3, 7)),
      ...decide("tenant", ["actra-explain", ...peers], rounds(1, 1, 3)),
    ],
  },
  {
    id: "w3-literals",
    title: "W3: N rules on one action, each with a literal of its own; the last one matches",
    jobs: w3("w3-literals", rounds(1, 3, 7), rounds(1, 1, 2)),
  },
  {
    id: "w3-limits",
    title: "W3, second form: N rules with one literal and N limits; the last one matches",
    jobs: w3("w3-limits", rounds(1, 2, 5), rounds(0, 0, 1)),
  },
  {
    id: "w3-literals-none",
    title: "W3: each rule with a literal of its own; none matches",
    jobs: w3("w3-literals-none", rounds(0, 0, 3), rounds(0, 0, 1)),
  },
  {
    id: "w3-limits-none",
    title: "W3, second form: one literal, N limits; none matches",
    jobs: w3("w3-limits-none", rounds(0, 0, 3), rounds(0, 0, 1)),
  },
  {
    id: "fields",
    title: "Fields that are read",
    jobs: ["fields-number", "fields-string"].flatMap((workload) =>
      [2, 10, 18].flatMap((size) => decide(workload, ["actra"], rounds(1, 2, 5), size)),
    ),
  },
  {
    id: "compile",
    title: "Compiling a policy in the long form",
    jobs: bySize("compile", rounds(1, 1, 5), 1000, 10_000),
  },
  {
    id: "compile-memory",
    title: "Memory for compiling",
    jobs: bySize("compile-memory", rounds(1, 1, 3), 10_000),
  },
  {
    id: "load",
    title: "Loading a compiled program of 1,000 rules",
    jobs: [{ measure: "load", rounds: main }],
  },
  {
    id: "workers",
    title: "Two worker threads with one compiled program",
    jobs: [{ measure: "workers", rounds: rounds(1, 1, 3) }],
  },
  {
    id: "first-decision",
    title: "The first decision of a new process, under W1",
    jobs: ["actra-engine", "actra", ...peers.filter((engine) => engine !== "casl-per-request")].map(
      (engine) => ({ measure: "first-decision", engine, rounds: rounds(1, 5, 11) }),
    ),
  },
  {
    id: "policies-memory",
    title: "Memory of loaded policies",
    jobs: bySize("policies-memory", rounds(1, 1, 3), 1, 100, 10_000),
  },
  {
    id: "allocation",
    title: "What a decision allocates",
    jobs: [{ measure: "allocation", size: 10_000_000, flags: withoutCollection, rounds: rounds(1, 1, 3) }],
  },
  {
    id: "changing-sizes",
    title: "Ten million decisions on texts and lists of ever-changing size",
    jobs: bySize("changing-sizes", rounds(0, 0, 1), 10_000_000),
  },
];
