// W1 on objects of twenty shapes: other keys around those that are read, and these in another order.

import { w1 } from "./w1.mjs";

const shapeCount = 20;

/** So many keys that nobody reads stand before the others, and as many behind; every second shape is the other way round. */
function reshaped(domain, shape) {
  const own = Object.entries(domain);
  const ordered = shape % 2 ? own.toReversed() : own;
  const others = (place) => Array.from({ length: shape >> 1 }, (_, i) => [`${place}_${i}`, i]);
  return Object.fromEntries([...others("before"), ...ordered, ...others("behind")]);
}

function reshapedInput(input, i) {
  const domains = Object.entries(input).map(([name, domain]) => [name, reshaped(domain, i % shapeCount)]);
  return Object.fromEntries(domains);
}

export function w1Shapes() {
  const workload = w1();
  return { ...workload, inputs: workload.inputs.map(reshapedInput) };
}
