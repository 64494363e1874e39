// W1 on inputs whose strings nobody has seen before: each pass gets new objects, with strings put together for it, which
// have no hash yet and are no literal of anyone. Making them is outside the time.

import { w1 } from "./w1.mjs";

/** The same characters in a new string. */
function fresh(text) {
  const middle = text.length >> 1;
  return text.slice(0, middle) + text.slice(middle);
}

const freshInput = ({ action, actor, snapshot }) => ({
  action: { type: fresh(action.type), amount: action.amount },
  actor: { role: fresh(actor.role) },
  snapshot: { fraud_flag: snapshot.fraud_flag },
});

export function w1Fresh() {
  const workload = w1();
  return { ...workload, renew: () => workload.inputs.map(freshInput) };
}
