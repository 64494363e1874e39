// How long the proofs take over policies of 1,000 rules: `node scripts/measure-analysis.mjs` after `npm run build`. Seconds by
// the clock, the first time in the process and the median of three; other work on the machine shows in them.

import { diffPolicies, lintPolicy } from "../dist/analysis.js";
import { Actra } from "../dist/index.js";

const RULES = 1000;
const numbers = Array.from({ length: 10 }, (_, i) => `n${i}`);
const texts = Array.from({ length: 5 }, (_, i) => `t${i}`);
const fields = Object.fromEntries([
  ...numbers.map((name) => [name, "number"]),
  ...texts.map((name) => [name, "string"]),
  ["tags", "string[]"],
]);
const schema = { version: 1, actions: { act: { fields } } };

/** The same numbers each time. */
let state = 1;
const below = (most) => {
  state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
  return (state >>> 8) % most;
};

const number = () => `action.n${below(10)} ${below(2) ? ">" : "<="} ${below(100)}`;
const text = () => `action.t${below(5)}.startsWith("${"abc"[below(3)]}${"xyz"[below(3)]}${below(20)}")`;
const pattern = () => `action.t${below(5)}.matches("^${"abc"[below(3)]}.*${"xyz"[below(3)]}${below(20)}")`;
const tag = () => `"tag${below(40)}" in action.tags`;
const WHEN = {
  "a literal of its own": (i) => `action.t0 == "text ${i}" && action.n0 > ${i}`,
  "one literal, a limit of its own": (i) => `action.t0 == "text" && action.n0 > ${RULES - i}`,
  "numbers at random": () => [number(), number(), number()].join(" && "),
  "texts at random": () => [text(), number()].join(" && "),
  "patterns at random": () => [pattern(), number()].join(" && "),
  "lists at random": () => [tag(), tag(), number()].join(" && "),
};

for (const [name, when] of Object.entries(WHEN)) {
  const rules = Array.from({ length: RULES }, (_, i) => ruleOf(i, when(i)));
  const others = rules.map((rule, i) => (i % 200 === 7 ? ruleOf(i, "action.n9 > 5") : rule));
  const [policy, other] = [compiled(rules), compiled(others)];
  const findings = lintPolicy(policy);
  const cutOff = findings.filter(({ code }) => code === "analysis-cut-off");
  console.log(
    `${name}: lint ${timed(() => lintPolicy(policy))} s of at most 2, ${findings.length} findings${cutOff.length ? `, cut off: ${cutOff[0].message}` : ""}`,
  );
  const { regions, unclear } = diffPolicies(policy, other);
  const told = [`${regions.length} regions`, ...unclear].join("; ");
  console.log(`  diff of five rules ${timed(() => diffPolicies(policy, other))} s of at most 3, ${told}`);
}

function ruleOf(i, when) {
  return {
    id: `rule_${i}`,
    scope: { action: "act" },
    effect: ["block", "require_approval", "allow"][i % 3],
    when,
  };
}

function compiled(rules) {
  return Actra.compile({ schema, policy: { version: 1, default: "block", rules } });
}

function timed(work) {
  const times = Array.from({ length: 3 }, () => {
    const start = performance.now();
    work();
    return (performance.now() - start) / 1000;
  });
  return times.sort((a, b) => a - b)[1].toFixed(2);
}
