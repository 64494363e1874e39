import { type FieldReference, pathText } from "../../language/model.ts";
import { ALL, type Diagram, NONE } from "./diagrams.ts";
import { chainOf, type Side } from "./side.ts";
import { GONE, HERE } from "./variables.ts";
import type { World } from "./world.ts";

/** Where a field may stand. */
export interface States {
  readonly here: Diagram;
  readonly optional: Diagram;
  readonly required: Diagram;
}

/** Where a field stands, of items where their list does. */
export type FieldPlace = Pick<FieldReference, "domain" | "path" | "list">;

/** From the domain to the first part that is not there. */
export function statesOf(
  { domain, path }: FieldPlace,
  side: Side,
  { action, diagrams, variables }: Pick<World, "action" | "diagrams" | "variables">,
): States {
  const chain = chainOf(side, action, { domain, path });
  let here: Diagram = ALL;
  let optional: Diagram = NONE;
  let required: Diagram = NONE;
  const step = (isHere: Diagram, isGone: Diagram, isOptional: boolean) => {
    const gone = diagrams.and(here, isGone);
    if (isOptional) optional = diagrams.or(optional, gone);
    else required = diagrams.or(required, gone);
    here = diagrams.and(here, isHere);
  };
  for (let depth = 0; depth <= path.length; depth++) {
    const key = depth === 0 ? domain : pathText({ domain, path: path.slice(0, depth) });
    const part = variables.holders.get(key) ?? variables.leaves.get(key);
    if (part === undefined) continue;
    const { level, size } = part;
    const gone = part.kind === "holder" ? GONE : part.absent;
    const isHere = (index: number) => (part.kind === "holder" ? index === HERE : index < part.cells.length);
    const isOptional = depth > 0 && chain[depth - 1]?.optional === true;
    step(
      diagrams.test(level, size, isHere),
      diagrams.test(level, size, (index) => index === gone),
      isOptional,
    );
  }
  return { here, optional, required };
}
