/** One atom in the scope of a rule, adding to the schema the fields that it lacks. */
import type { AtomDocument, Domain, Subject } from "../reference/documents.ts";
import {
  type DraftLeaf,
  isGroup,
  type Kind,
  leavesOf,
  optionalDepth,
  type Place,
  placesIn,
  rootsOf,
} from "./draft.ts";
import { addField } from "./fields.ts";
import { makeLiteral } from "./literals.ts";
import type { Random } from "./random.ts";
import { kindName, type Shape } from "./shapes.ts";
import type { Workshop } from "./workshop.ts";

/** `actions` are those that the scope names, none for global and actor scopes. */
export function makeAtom(shop: Workshop, actions: string[], shape: Shape): AtomDocument | undefined {
  const { operator, right } = shape;
  const left = findPlace(shop, actions, shape.left, operator === "exists");
  if (left === undefined) return undefined;
  const subject = subjectOf(left);
  if (typeof right === "object") {
    const place = findPlace(shop, actions, familiar(shop.random, right), false, left);
    return place && { subject, operator, value: { subject: subjectOf(place) } };
  }
  if (right === "truth" && shop.random.chance(0.3)) return { subject, operator };
  const literal = makeLiteral(shop, left, right);
  return literal === undefined ? undefined : { subject, operator, value: { literal } };
}

export function subjectOf({ domain, path }: Place): Subject {
  return { domain, field: path.join(".") };
}

/** number and integer are one family. */
function familiar(random: Random, kind: Kind): Kind {
  if ((kind.base !== "number" && kind.base !== "integer") || random.chance(0.7)) return kind;
  return { ...kind, base: kind.base === "number" ? "integer" : "number" };
}

export function findPlace(
  shop: Workshop,
  actions: string[],
  kind: Kind | "object",
  needsOptional: boolean,
  other?: Place,
): Place | undefined {
  const { random, schema } = shop;
  const domains: Domain[] =
    actions.length > 0 ? ["action", "action", "actor", "snapshot"] : ["actor", "snapshot"];
  const isText = kindName(kind) === "string" && !needsOptional;
  if (isText && random.chance(0.12)) return actionTypePlace(shop);
  const fits = (place: Place) =>
    kindName(kindOf(place)) === kindName(kind) &&
    (!needsOptional || optionalDepth(place) > 0) &&
    !(other && place.domain === other.domain && place.path.join() === other.path.join());
  const found = [...new Set(domains)].flatMap((domain) =>
    placesIn(domain, rootsOf(schema, domain, actions)).filter(fits),
  );
  if (found.length > 0 && !random.chance(shop.freshness)) return random.pick(found);
  if (shop.freshness === 0) return undefined;
  return addPlace(shop, random.pick(domains), actions, kind, needsOptional);
}

function addPlace(
  { random, schema, makeLeaf }: Workshop,
  domain: Domain,
  actions: string[],
  kind: Kind | "object",
  needsOptional: boolean,
): Place | undefined {
  const roots = rootsOf(schema, domain, actions);
  const optional = needsOptional || random.chance(0.25);
  const path = addField(random, roots, { makeLeaf, kind, optional });
  return placesIn(domain, roots).find((place) => place.path.join() === path.join());
}

function kindOf(place: Place): Kind | "object" {
  const field = leavesOf(place)[0]!;
  return isGroup(field) ? "object" : field;
}

/** `action.type` behaves as a required string whose enum is the declared names. */
function actionTypePlace({ actionNames }: Workshop): Place {
  const type: DraftLeaf = { name: "type", base: "string", list: false, optional: false, enum: actionNames };
  return { domain: "action", path: ["type"], chains: [[type]] };
}
