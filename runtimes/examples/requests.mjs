// What the servers are asked, and what they have to answer.

const EXPENSES = [
  ["mia", { amount: 20, category: "travel", receipt: false }, 200, { paid: 20 }],
  ["mia", { amount: 26, category: "travel", receipt: false }, 403, { matched_rule: "receipt_missing" }],
  ["max", { amount: 101, category: "meals", receipt: true }, 403, { matched_rule: "meal_too_dear" }],
  ["mia", { amount: 900, category: "equipment", receipt: true }, 403, { effect: "require_approval" }],
  ["max", { amount: 900, category: "equipment", receipt: true }, 200, { paid: 900 }],
  ["max", { amount: 9000, category: "equipment", receipt: true }, 403, { effect: "block", matched_rule: "" }],
  ["mia", { amount: "20", category: "travel", receipt: false }, 400, {}],
  ["mia", { amount: 20, category: "gifts", receipt: false }, 400, {}],
  [
    "mia",
    { type: "other", amount: 26, category: "travel", receipt: false },
    403,
    { matched_rule: "receipt_missing" },
  ],
  // A request cannot say who sends it.
  ["mia", { amount: 900, category: "equipment", receipt: true, actor: { role: "manager" } }, 403, {}],
  ["mia", undefined, 400, {}],
  ["eve", { amount: 1, category: "travel", receipt: true }, 401, {}],
  ["constructor", { amount: 1, category: "travel", receipt: true }, 401, {}],
];

export const A_GOOD_ONE = JSON.stringify(EXPENSES[0][1]);

/** @param send sends one request: who, and what as JSON; gives a response */
export async function sendAll(send) {
  for (const [who, expense, status, wanted] of EXPENSES) {
    const response = await send(who, JSON.stringify(expense));
    const body = await response.json();
    const differs = Object.keys(wanted).some((key) => body[key] !== wanted[key]);
    if (response.status !== status || differs)
      throw new Error(`${who} ${JSON.stringify(expense)}: ${response.status} ${JSON.stringify(body)}`);
  }
  return `${EXPENSES.length} requests`;
}

export const sendTo = (url) => (who, body) =>
  fetch(url, {
    method: "POST",
    headers: { authorization: `Bearer ${tokenOf(who)}` },
    body: body ?? "no JSON",
  });
/** Of "constructor" a name that every object has. */
export const tokenOf = (who) => (who === "constructor" ? who : `token-of-${who}`);
