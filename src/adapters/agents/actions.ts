/** By tool, the name of its action where that is another one. */
export type ActionNames = Readonly<Record<string, string>>;

/** @throws TypeError */
export function requireActions(actions: unknown): asserts actions is ActionNames {
  const isMap = typeof actions === "object" && actions !== null && !Array.isArray(actions);
  if (!isMap || !Object.values(actions).every((action) => typeof action === "string"))
    throw new TypeError("`actions` has to have the name of an action for each tool that it names");
}

export function actionOf(tool: string, actions: ActionNames): string {
  return Object.hasOwn(actions, tool) ? actions[tool]! : tool;
}
