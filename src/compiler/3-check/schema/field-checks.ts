import type { FieldNode } from "../../2-parse/ast.ts";
import type { Report } from "../context.ts";
import { boundsFitTheType } from "./field-checks/bounds-fit-the-type.ts";
import { constraintsGoWithTheType } from "./field-checks/constraints-go-with-the-type.ts";
import { enumValuesAreInRange } from "./field-checks/enum-values-are-in-range.ts";
import { enumValuesAreListedOnce } from "./field-checks/enum-values-are-listed-once.ts";
import { enumValuesFitTheType } from "./field-checks/enum-values-fit-the-type.ts";
import { enumsAreNotEmpty } from "./field-checks/enums-are-not-empty.ts";
import { minimumIsAtMostMaximum } from "./field-checks/minimum-is-at-most-maximum.ts";

/** What a field has to meet, in the order in which it is told. Constraints that do not go with its type are the first one's. */
export const FIELD_CHECKS: readonly ((field: FieldNode, report: Report) => void)[] = [
  constraintsGoWithTheType,
  enumsAreNotEmpty,
  enumValuesFitTheType,
  enumValuesAreListedOnce,
  enumValuesAreInRange,
  boundsFitTheType,
  minimumIsAtMostMaximum,
];
