import { betweenIsInOrder } from "./atom-checks/between-is-in-order.ts";
import { blocksHaveNoHostBits } from "./atom-checks/blocks-have-no-host-bits.ts";
import { conditionsCanGoEitherWay } from "./atom-checks/conditions-can-go-either-way.ts";
import { existenceIsInDoubt } from "./atom-checks/existence-is-in-doubt.ts";
import { inLooksIntoLists } from "./atom-checks/in-looks-into-lists.ts";
import { literalsAreInTheEnum } from "./atom-checks/literals-are-in-the-enum.ts";
import { literalsAreListedOnce } from "./atom-checks/literals-are-listed-once.ts";
import type { RuleContext } from "./rule-context.ts";
import type { TypedAtom } from "./typed-atom.ts";

/** What an atom has to meet beyond right names and types, in the order in which it is told. */
export const ATOM_CHECKS: readonly ((typed: TypedAtom, rule: RuleContext) => void)[] = [
  existenceIsInDoubt,
  inLooksIntoLists,
  betweenIsInOrder,
  blocksHaveNoHostBits,
  literalsAreInTheEnum,
  literalsAreListedOnce,
  conditionsCanGoEitherWay,
];
