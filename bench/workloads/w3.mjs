// W3: many rules on one action. Rule i blocks when field_(i mod 3) equals literal_i and amount > t_i.
// All literals differ. The timed inputs match the last rule only: the worst case for whoever scans.

import { inputCount, integerBetween, parsed, randomNumbers } from "./inputs.mjs";

function rulesOf(size) {
  return Array.from({ length: size }, (_, i) => ({
    slot: i % 3,
    field: `field_${i % 3}`,
    literal: `literal_${i}`,
    threshold: 100 + (i % 50),
  }));
}

/** Its fields match no rule, save those that `fields` gives; strings as long as the literals, all of them new. */
function transfer(amount, note, fields) {
  const others = { field_0: `nothing_${note}`, field_1: `nowhere_${note}`, field_2: `nobody__${note}` };
  return parsed({ action: { type: "transfer", amount, ...others, ...fields }, actor: {}, snapshot: {} });
}

function scan(rules) {
  return function decide({ action }) {
    const values = [action.field_0, action.field_1, action.field_2];
    for (const rule of rules) {
      if (values[rule.slot] === rule.literal && action.amount > rule.threshold) return "block";
    }
    return "allow";
  };
}

function transfersForTheLastRule(rules) {
  const random = randomNumbers(3);
  const { field, literal } = rules.at(-1);
  return Array.from({ length: inputCount }, (_, i) =>
    transfer(integerBetween(random, 1000, 100000), i, { [field]: literal }),
  );
}

/** Up to 50 rules, each met on both sides of its limit, and with its literal in another rule's field. */
function boundaries(rules) {
  const step = Math.ceil(rules.length / 50);
  return rules
    .filter((_, i) => i % step === 0)
    .flatMap(({ slot, field, literal, threshold }) => [
      transfer(threshold, "at", { [field]: literal }),
      transfer(threshold + 1, "above", { [field]: literal }),
      transfer(threshold + 1, "elsewhere", { [`field_${(slot + 1) % 3}`]: literal }),
    ]);
}

export function w3(size) {
  const rules = rulesOf(size);
  return { rules, decide: scan(rules), inputs: transfersForTheLastRule(rules), probes: boundaries(rules) };
}
