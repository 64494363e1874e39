// W3: many rules on one action. Rule i blocks when field_(i mod 3) equals literal_i and amount > t_i. Two forms:
//
//   literals  all literals differ
//   limits    all rules have the same literal, and all limits differ: those of later rules are lower
//
// Each with two kinds of inputs: of those for `last` the last rule alone decides, which is the worst for whoever tries
// one rule after the other; of those for `none` none does.

import { inputCount, integerBetween, parsed, randomNumbers } from "./inputs.mjs";
import { atom } from "./rules.mjs";

const fields = {
  "action.amount": "number",
  "action.field_0": "string",
  "action.field_1": "string",
  "action.field_2": "string",
};

const shared = "shared_literal";
const sharedBy = { field_0: shared, field_1: shared, field_2: shared };

const partsOf = {
  literals: (_size) => (i) => ({ literal: `literal_${i}`, threshold: 100 + (i % 50) }),
  limits: (size) => (i) => ({ literal: shared, threshold: 1000 + 10 * (size - i) }),
};

/** What the rules are made of, for those who write them by hand. */
const facts = (form, size) =>
  Array.from({ length: size }, (_, i) => ({ slot: i % 3, ...partsOf[form](size)(i) }));

const ruleOf = ({ slot, literal, threshold }, i) => ({
  id: `rule_${i}`,
  effect: "block",
  all: [atom(`action.field_${slot}`, "equals", literal), atom("action.amount", "greater_than", threshold)],
});

/** Its fields match no rule, save those that `given` has; strings as long as the literals, all of them new. */
function transfer(amount, note, given) {
  const others = { field_0: `nothing_${note}`, field_1: `nowhere_${note}`, field_2: `nobody__${note}` };
  return parsed({ action: { type: "transfer", amount, ...others, ...given }, actor: {}, snapshot: {} });
}

function scan(parts) {
  return function decide({ action }) {
    const values = [action.field_0, action.field_1, action.field_2];
    for (const part of parts) {
      if (values[part.slot] === part.literal && action.amount > part.threshold) return "block";
    }
    return "allow";
  };
}

const flat = ({ action }) => ({
  action_amount: action.amount,
  action_field_0: action.field_0,
  action_field_1: action.field_1,
  action_field_2: action.field_2,
});

/** Of each form and case: amounts from and to, and the fields that are not new. */
const timed = {
  literals: {
    last: ({ slot, literal }) => [1000, 100000, { [`field_${slot}`]: literal }],
    none: () => [1000, 100000, {}],
  },
  limits: {
    last: ({ threshold }) => [threshold + 1, threshold + 10, sharedBy],
    none: ({ threshold }) => [threshold - 500, threshold, sharedBy],
  },
};

function timedInputs(form, which, parts) {
  const random = randomNumbers(3);
  const [low, high, given] = timed[form][which](parts.at(-1));
  return Array.from({ length: inputCount }, (_, i) => transfer(integerBetween(random, low, high), i, given));
}

/** Up to 50 rules, each met on both sides of its limit, and with its literal in another rule's field. */
function boundaries(parts) {
  const step = Math.ceil(parts.length / 50);
  return parts
    .filter((_, i) => i % step === 0)
    .flatMap(({ slot, literal, threshold }) => [
      transfer(threshold, "at", { [`field_${slot}`]: literal }),
      transfer(threshold + 1, "above", { [`field_${slot}`]: literal }),
      transfer(threshold + 1, "elsewhere", { [`field_${(slot + 1) % 3}`]: literal }),
    ]);
}

function w3(form, which, size) {
  const parts = facts(form, size);
  return {
    name: `w3-${form}`,
    action: "transfer",
    fields,
    parts,
    rules: parts.map(ruleOf),
    decide: scan(parts),
    flat,
    actorKey: () => "",
    inputs: timedInputs(form, which, parts),
    probes: boundaries(parts),
  };
}

export const w3Literals = (size) => w3("literals", "last", size);
export const w3LiteralsNone = (size) => w3("literals", "none", size);
export const w3Limits = (size) => w3("limits", "last", size);
export const w3LimitsNone = (size) => w3("limits", "none", size);
