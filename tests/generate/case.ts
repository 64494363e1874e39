/** One case of the property tests: documents and inputs, all from one seed. */
import type { PolicyDocument, SchemaDocument, SettingsDocument } from "../reference/documents.ts";
import { readRule } from "../reference/policy.ts";
import { type DraftSchema, toSchemaDocument } from "./draft.ts";
import { addField, constrainedLeaf } from "./fields.ts";
import { makeInput } from "./inputs.ts";
import { withNames } from "./names.ts";
import { drawPools } from "./pools.ts";
import { Random } from "./random.ts";
import { makeRule, makeSettings, toPolicies } from "./rules.ts";
import { allKinds, kindName, shapes } from "./shapes.ts";
import { makeTable } from "./tables.ts";
import { collectHints } from "./values.ts";
import type { Workshop } from "./workshop.ts";

export interface Case {
  seed: number;
  schema: SchemaDocument;
  policies: PolicyDocument[];
  options: { semantics?: "actra-0.7" };
  inputs: unknown[];
}

const actionNames = ["refund", "db.read", "pay:out", "a/b-c", "X1"];
export const ghostNames = ["ghost", "toString", "", "refund2", "😀"];

export function makeCase(seed: number, inputs: number): Case {
  const random = new Random(seed);
  const settings = makeSettings(random);
  const shop = makeWorkshop(random, settings);
  const singles = random.times(random.between(5, 10), (index) => makeRule(shop, index, settings));
  const rules = random.chance(0.15) ? random.shuffled([...singles, ...makeTable(shop)]) : singles;
  const kind = shop.schema.kind?.name ?? "type";
  const order = {
    random,
    shop,
    rules: rules.map((rule) => readRule(rule, kind)),
    hints: collectHints(random, rules),
    ghostNames,
  };
  const { semantics, ...rest } = settings;
  const byOption = semantics !== undefined && random.chance(0.5);
  const declared = shop.schema.actions.map(({ name }) => name);
  return {
    seed,
    schema: toSchemaDocument(random, shop.schema),
    policies: withNames(random, toPolicies(random, rules, byOption ? rest : settings), declared),
    options: byOption ? { semantics } : {},
    inputs: random.times(inputs, () => makeInput(order)),
  };
}

export function makeWorkshop(random: Random, settings: SettingsDocument): Workshop {
  const pools = drawPools(random);
  const drawn = [...random.some(shapes, 4).map(({ left }) => left), ...random.some(allKinds, 3)];
  const kinds = drawn.map(kindName);
  const schema = startSchema(random);
  const shop: Workshop = {
    random,
    pools,
    schema,
    makeLeaf: constrainedLeaf(pools),
    freshness: random.pick([0.05, 0.1, 0.3]),
    actionNames: namesForType(schema, settings),
    shapes: shapes.filter(({ left }) => kinds.includes(kindName(left))),
  };
  addSpareFields(shop);
  return shop;
}

/** With `reject`, what `action.type` is compared with has to be declared. */
function namesForType(schema: DraftSchema, { unknown_action, semantics }: SettingsDocument): string[] {
  const declared = schema.actions.map(({ name }) => name);
  return unknown_action === "evaluate" || semantics ? [...declared, ...ghostNames] : declared;
}

function startSchema(random: Random): DraftSchema {
  const actions = random.some(actionNames, random.between(1, 3)).map((name) => ({ name, children: [] }));
  const name = random.pick(["type", "role"]);
  const names = ["agent", "human", "İ"].slice(0, random.between(1, 3));
  const kind = random.chance(0.75) ? { name, names } : undefined;
  const field = { name, base: "string" as const, list: false, optional: false, enum: names };
  return { actions, actor: kind ? [field] : [], snapshot: [], kind };
}

/** Most of them in no rule: whatever stands there must not matter. */
function addSpareFields({ random, schema, makeLeaf }: Workshop): void {
  for (const roots of [...schema.actions.map(({ children }) => children), schema.actor, schema.snapshot])
    random.times(random.between(0, 2), () =>
      addField(random, [roots], { makeLeaf, kind: random.pick(allKinds), optional: random.chance(0.3) }),
    );
}
