/**
 * Which values each type has to be seen refusing, by the types and the constraints that go with them, and which of
 * these a vector shows: such as `INPUT_ENUM integer[]`.
 */
import { CONSTRAINT_TYPES } from "../../../src/compiler/3-check/schema/constraint-types.ts";
import { LIST_ITEM_TYPES, SCALAR_TYPES, type ScalarType } from "../../../src/language/types.ts";
import type { Subject } from "../../reference/documents.ts";
import { fieldType } from "./declared.ts";
import type { Expectation, Group } from "./vector-file.ts";

const { enum: listed, minimum, maximum, max_length } = CONSTRAINT_TYPES;
const lists = LIST_ITEM_TYPES.map((type) => `${type}[]`);

export function allRefusals(): string[] {
  return [
    ...["object", ...SCALAR_TYPES, ...lists].map((type) => `INPUT_TYPE ${type}`),
    ...["string", ...lists].map((type) => `INPUT_LIMIT ${type}`),
    ...withLists(listed).map((type) => `INPUT_ENUM ${type}`),
    ...withLists([...minimum, ...maximum, ...max_length]).map((type) => `INPUT_RANGE ${type}`),
  ];
}

function withLists(types: readonly ScalarType[]): string[] {
  return [...new Set(types.flatMap((type) => [type, `${type}[]`]))];
}

/** `undefined` when no field of the action, the actor or the snapshot was refused. */
export function refusalOf({ schema }: Group, action: string, { error }: Expectation): string | undefined {
  const [, domain, field] = /^(action|actor|snapshot)\.([A-Za-z0-9_.]+)/.exec(error?.path ?? "") ?? [];
  if (error === undefined || domain === undefined || !Object.hasOwn(schema.actions, action)) return undefined;
  return `${error.code} ${fieldType(schema, action, { domain, field } as Subject)}`;
}
