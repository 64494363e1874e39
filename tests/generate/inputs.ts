/** One input: mostly well typed and aimed at a rule, sometimes with something missing or bad in it. */
import { applies, type Rule } from "../reference/policy.ts";
import { type Aim, aimAt, type Plan } from "./aim.ts";
import { spoil } from "./bad.ts";
import { type Built, buildInput } from "./build.ts";
import { type DraftField, isGroup } from "./draft.ts";
import { dropSomething } from "./missing.ts";
import type { Random } from "./random.ts";
import type { Hints } from "./values.ts";
import type { Workshop } from "./workshop.ts";

export interface InputOrder {
  random: Random;
  shop: Workshop;
  rules: Rule[];
  hints: Hints;
  ghostNames: string[];
}

export function makeInput(order: InputOrder): unknown {
  const { random } = order;
  if (random.chance(0.003))
    return random.pick<unknown>([null, undefined, 1, "x", [], () => ({}), new Map(), {}]);
  const built = buildAimed(order);
  if (random.chance(0.65)) random.times(random.between(1, 2), () => dropSomething(random, built));
  if (random.chance(0.13)) random.times(random.pick([1, 1, 2, 4]), () => spoil(random, built));
  return built.input;
}

/** Well typed throughout, and complete but for optional fields. */
function buildAimed({ random, shop, rules, hints, ghostNames }: InputOrder): Built {
  const target = random.pick(rules);
  const action = chooseAction(random, shop, target, ghostNames);
  const plan: Plan = new Map();
  const aim: Aim = { random, pools: shop.pools, hints, plan, fields: fieldsOf(shop, action) };
  const applying = rules.filter((rule) => applies(rule, action, false));
  const targets = [random.pick(rules), target].slice(random.chance(0.3) ? 0 : 1);
  if (random.chance(0.8))
    for (const rule of targets) if (applying.includes(rule)) aimAt(aim, rule.condition, true);
  return buildInput(aim, shop.schema, action, readParts(applying));
}

/** Every path that is read, and every object and domain on the way to it. */
function readParts(rules: Rule[]): Set<string> {
  const parts = new Set<string>();
  for (const { reads } of rules)
    for (const path of reads)
      for (let end = path.length; end > 0; end = path.lastIndexOf(".", end - 1))
        parts.add(path.slice(0, end));
  return parts;
}

function chooseAction(random: Random, { schema }: Workshop, { scope }: Rule, ghosts: string[]): string {
  if (random.chance(0.02)) return random.pick(ghosts);
  if (random.chance(0.85)) {
    if (scope.action !== undefined) return scope.action;
    if (scope.actions !== undefined) return random.pick(scope.actions);
  }
  return random.pick(schema.actions).name;
}

function fieldsOf({ schema }: Workshop, action: string): Map<string, DraftField> {
  const fields = new Map<string, DraftField>();
  const walk = (prefix: string, list: DraftField[]): void => {
    for (const field of list) {
      fields.set(`${prefix}.${field.name}`, field);
      if (isGroup(field)) walk(`${prefix}.${field.name}`, field.children);
    }
  };
  walk("action", schema.actions.find(({ name }) => name === action)?.children ?? []);
  walk("actor", schema.actor);
  walk("snapshot", schema.snapshot);
  return fields;
}
