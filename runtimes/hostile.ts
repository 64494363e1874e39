/**
 * Inputs that want to get something past a policy, for runtimes without vitest and without Node: each hostile value in the
 * place of each field, of each object and of each type. Every runtime has to answer as Node does, errors and all.
 */
import { SCALAR_TYPES } from "../src/language/types.ts";
import { lists, scalars } from "../tests/support/hostile-values.ts";
import { leaves, objects, type Path, policy, refundWith, schema } from "../tests/support/refund.ts";

export interface HostileCase {
  readonly name: string;
  /** A new one at each call. */
  readonly make: () => unknown;
}

export interface HostileGroup {
  readonly name: string;
  readonly sources: { readonly schema: string; readonly policy: string };
  readonly cases: readonly HostileCase[];
}

type Value = Pick<(typeof scalars)[number], "name" | "make">;

const values: readonly Value[] = [...scalars, ...lists].filter(isTheSameEverywhere);

export const hostileGroups: readonly HostileGroup[] = [
  { name: "places", sources: { schema, policy }, cases: places() },
  { name: "types", sources: readers(), cases: types() },
];

/** What some runtimes do not have, or not the same: other realms (other-realms.ts), the global object, `WeakRef`. */
function isTheSameEverywhere({ name }: Value): boolean {
  return !/another realm|globalThis|WeakRef/.test(name);
}

function places(): HostileCase[] {
  return [...leaves, ...objects].flatMap((path) => [
    ...values.map(({ name, make }) => put(path, name, () => ({ value: make(), writable: true }))),
    put(path, "an accessor", () => ({ get: () => 1 })),
    put(path, "an accessor that throws", () => ({ get: refuse })),
  ]);
}

function put(path: Path, name: string, property: () => PropertyDescriptor): HostileCase {
  return { name: `${path.join(".")}: ${name}`, make: () => refundWith(path, property()) };
}

function refuse(): never {
  throw new Error("thrown by the caller's own code");
}

/** An action for each type of a field, with a rule that reads it. */
function readers(): HostileGroup["sources"] {
  const fields = SCALAR_TYPES.map((type) => `  read_${type}: { fields: { value: ${type} } }`);
  const rules = SCALAR_TYPES.map(
    (type) =>
      `  - { id: ${type}, scope: { action: read_${type} }, when: { subject: &${type} { domain: action, field: value }, operator: equals, value: { subject: *${type} } }, effect: block }`,
  );
  return {
    schema: ["version: 1", "actions:", ...fields].join("\n"),
    policy: ["version: 1", "rules:", ...rules].join("\n"),
  };
}

function types(): HostileCase[] {
  return SCALAR_TYPES.flatMap((type) =>
    values.map(({ name, make }) => ({
      name: `${type}: ${name}`,
      make: () => ({ action: { type: `read_${type}`, value: make() } }),
    })),
  );
}
