// How much each further field costs: so many rules, each of which reads a field of its own, and of which none matches.

import { inputCount, integerBetween, parsed, randomNumbers } from "./inputs.mjs";
import { atom } from "./rules.mjs";

const kinds = {
  number: { value: 1000, random: (random) => integerBetween(random, 1, 999), is: "greater_than" },
  string: { value: "wanted", random: (random) => `other${integerBetween(random, 1, 9)}`, is: "equals" },
};

function fieldsOf(kind, size) {
  const { value, random: draw, is } = kinds[kind];
  const random = randomNumbers(5);
  const names = Array.from({ length: size }, (_, i) => `field_${i}`);
  const inputOf = () => {
    const drawn = Object.fromEntries(names.map((name) => [name, draw(random)]));
    return parsed({ action: { type: "submit", ...drawn }, actor: {}, snapshot: {} });
  };
  const blocks = (given) => (is === "equals" ? given === value : given > value);
  return {
    name: `fields-${kind}`,
    action: "submit",
    fields: Object.fromEntries(names.map((name) => [`action.${name}`, kind])),
    rules: names.map((name) => ({
      id: `on_${name}`,
      effect: "block",
      all: [atom(`action.${name}`, is, value)],
    })),
    decide: ({ action }) => (names.some((name) => blocks(action[name])) ? "block" : "allow"),
    inputs: Array.from({ length: inputCount }, inputOf),
    probes: names.map((name) => {
      const input = inputOf();
      input.action[name] = kind === "number" ? value + 1 : value;
      return input;
    }),
  };
}

export const numberFields = (size) => fieldsOf("number", size);
export const stringFields = (size) => fieldsOf("string", size);
