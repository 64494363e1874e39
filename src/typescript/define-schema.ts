import type { PolicyTypes, TYPES } from "../language/policy-types.ts";
import type { ExactSchema } from "./exact-schema.ts";
import type { DomainFields } from "./types-of.ts";
import type { WrittenSchema } from "./written-schema.ts";

/** A schema of which TypeScript knows what inputs it describes. */
export interface DefinedSchema<T extends PolicyTypes = PolicyTypes> extends WrittenSchema {
  readonly [TYPES]?: T;
}

/** The types of the inputs: `type RefundTypes = TypesOf<typeof schema>`. */
export type TypesOf<S extends DefinedSchema> = S extends DefinedSchema<infer T> ? T : never;

/**
 * A schema in TypeScript: gives back its argument, frozen all the way down, for `Actra.compile` to take. The policy that
 * comes of it knows the types of its inputs.
 */
export function defineSchema<const S extends WrittenSchema>(
  schema: S & ExactSchema<S>,
): DefinedSchema<{
  actions: { -readonly [Name in keyof S["actions"]]: DomainFields<S["actions"][Name], "type"> };
  actor: DomainFields<S["actor"]>;
  snapshot: DomainFields<S["snapshot"]>;
}> {
  freezeAll(schema, new Set());
  return schema as never;
}

/** Goes on inside what is frozen already, and around circles, which the compiler will refuse. */
function freezeAll(value: unknown, seen: Set<object>): void {
  if (typeof value !== "object" || value === null || seen.has(value)) return;
  seen.add(Object.freeze(value));
  for (const part of Object.values(value)) freezeAll(part, seen);
}
