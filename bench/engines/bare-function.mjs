// The function that the others guard, by itself: it decides nothing.

export const name = "the function, unguarded";
export const isUnguarded = true;

export function refund(order) {
  return order.amount;
}

export function prepare() {
  return (input) => {
    refund.call(input, input.action);
    return "allow";
  };
}
