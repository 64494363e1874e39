/** The context of a run; `undefined` for the empty object that the OpenAI Agents SDK makes for a run without one. */
export function unlessEmpty(context: unknown): unknown {
  const isEmpty = typeof context === "object" && context !== null && Object.keys(context).length === 0;
  return isEmpty && Object.getPrototypeOf(context) === Object.prototype ? undefined : context;
}
