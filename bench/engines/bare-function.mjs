// The function that the others guard, by itself: it decides nothing.

export const name = "the function, unguarded";
export const isUnguarded = true;

/** Says what it means that it ran. */
export function refund(order) {
  return order.amount >= 0 ? "allow" : "";
}

export function prepare() {
  return (input) => refund.call(input, input.action);
}
