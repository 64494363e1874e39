import type { SchemaDocument } from "../../2-parse/ast.ts";
import type { Report } from "../context.ts";
import { actionTypeIsTheName } from "./schema-checks/action-type-is-the-name.ts";
import { actorKindIsAField } from "./schema-checks/actor-kind-is-a-field.ts";
import { listsOfObjectsDoNotNest } from "./schema-checks/lists-of-objects-do-not-nest.ts";

/** What a schema as a whole has to meet, in the order in which it is told. */
export const SCHEMA_CHECKS: readonly ((schema: SchemaDocument, report: Report) => void)[] = [
  actionTypeIsTheName,
  actorKindIsAField,
  listsOfObjectsDoNotNest,
];
