/** What everything that makes rules has in hand. */
import type { DraftSchema } from "./draft.ts";
import type { MakeLeaf } from "./fields.ts";
import type { Pools } from "./pools.ts";
import type { Random } from "./random.ts";
import type { Shape } from "./shapes.ts";

export interface Workshop {
  random: Random;
  pools: Pools;
  schema: DraftSchema;
  makeLeaf: MakeLeaf;
  /** How eagerly an atom gets a field of its own; 0 in small finite schemas. */
  freshness: number;
  /** Names that `action.type` may be compared with. */
  actionNames: string[];
  shapes: Shape[];
}
