/** Cases in which rules look into lists, of objects and of scalars; beside them, rules of all other kinds. */
import type { Effect, FieldsDocument, RuleDocument, SchemaDocument } from "../reference/documents.ts";
import { readRule } from "../reference/policy.ts";
import { spoil } from "./bad.ts";
import { buildInput } from "./build.ts";
import type { Case } from "./case.ts";
import { ghostNames, makeWorkshop } from "./case.ts";
import { guarded, makeCondition } from "./conditions.ts";
import { toSchemaDocument } from "./draft.ts";
import { dressList } from "./dress.ts";
import { makeInput } from "./inputs.ts";
import { itemShop, type ListDraft, makeQuantifier, scalarLists } from "./item-conditions.ts";
import { dropSomething } from "./missing.ts";
import { withNames } from "./names.ts";
import { Random } from "./random.ts";
import { makeRule, makeSettings, toPolicies } from "./rules.ts";
import { collectHints } from "./values.ts";
import type { Workshop } from "./workshop.ts";

/** Of objects: `lines` in each action, `rows` in the snapshot. */
interface Lists {
  lines: ListDraft;
  rows: ListDraft;
}

export function makeItemsCase(seed: number, inputs: number): Case {
  const random = new Random(seed);
  const settings = makeSettings(random);
  const shop = makeWorkshop(random, settings);
  const lists: Lists = { lines: listIn(shop, "action", "lines"), rows: listIn(shop, "snapshot", "rows") };
  const ordinary = random.times(random.between(1, 3), (index) => makeRule(shop, index, settings));
  const looking = random.times(random.between(2, 5), (index) =>
    lookingRule(shop, lists, index, settings.semantics === "actra-0.7"),
  );
  const rules = random.shuffled([...ordinary, ...looking]);
  const kind = shop.schema.kind?.name ?? "type";
  const order = {
    random,
    shop,
    rules: rules.map((rule) => readRule(rule, kind)),
    hints: collectHints(random, rules),
    ghostNames,
  };
  const { semantics, ...rest } = settings;
  const declared = shop.schema.actions.map(({ name }) => name);
  return {
    seed,
    schema: schemaWith(random, shop, lists),
    policies: withNames(random, toPolicies(random, rules, rest), declared),
    options: semantics === undefined ? {} : { semantics },
    inputs: random.times(inputs, () => withLists(random, makeInput(order), lists, order.hints)),
  };
}

function listIn(shop: Workshop, domain: "action" | "snapshot", field: string): ListDraft {
  const { random } = shop;
  const inside = itemShop(shop, [], false);
  return { subject: { domain, field }, optional: random.chance(0.4), shop: inside, scalar: false };
}

function lookingRule(shop: Workshop, lists: Lists, index: number, isOld: boolean): RuleDocument {
  const { random, schema } = shop;
  const names = schema.actions.map(({ name }) => name);
  const actions = random.chance(0.2) ? [] : random.some(names, random.between(1, names.length));
  const effect = isOld ? "block" : random.pick<Effect>(["allow", "require_approval", "block"]);
  const reach = [
    lists.rows,
    ...(actions.length > 0 ? [lists.lines, lists.lines] : []),
    ...scalarLists(shop, actions),
  ];
  const parts = random.times(random.between(1, 2), () => makeQuantifier(shop, reach, effect));
  const beside = random.chance(0.5) ? [guarded(shop, actions, effect, makeCondition(shop, actions, 1))] : [];
  const all = random.shuffled([...parts, ...beside]);
  return {
    id: `q${index}`,
    scope: actions.length === 0 ? { global: true } : { actions },
    when: random.chance(0.5) ? { all } : { any: all },
    effect,
    ...(random.chance(0.2) && { mode: "audit" as const }),
  };
}

function schemaWith(random: Random, shop: Workshop, { lines, rows }: Lists): SchemaDocument {
  const schema = toSchemaDocument(random, shop.schema);
  for (const action of Object.values(schema.actions))
    action.fields = { ...action.fields, lines: listField(random, lines) };
  const snapshot: FieldsDocument = { ...schema.snapshot?.fields, rows: listField(random, rows) };
  return { ...schema, snapshot: { fields: snapshot } };
}

function listField(random: Random, { shop, optional }: ListDraft) {
  const fields = toSchemaDocument(random, { ...shop.schema, actor: [] }).snapshot?.fields ?? {};
  return { items: { fields }, ...(optional && { optional }) };
}

/** Where the input lets itself be added to. */
function withLists(random: Random, input: unknown, { lines, rows }: Lists, hints: Hints): unknown {
  add(random, input, "action", "lines", () => makeList(random, lines, hints));
  add(random, input, "snapshot", "rows", () => makeList(random, rows, hints));
  return input;
}

type Hints = Parameters<typeof makeInput>[0]["hints"];

function add(random: Random, input: unknown, domain: string, field: string, make: () => unknown): void {
  if (random.chance(0.15)) return;
  try {
    const holder = Reflect.get(input as object, domain);
    Object.defineProperty(holder, field, {
      value: make(),
      writable: true,
      enumerable: true,
      configurable: true,
    });
  } catch {
    // What is bad already stays as it is.
  }
}

function makeList(random: Random, list: ListDraft, hints: Hints): unknown {
  if (random.chance(0.02)) return random.pick<unknown>([null, {}, "x", 1, new Map(), new Array(3)]);
  const item = () => makeItem(random, list, hints);
  if (random.chance(0.01)) return new Array(random.pick([1000, 1001])).fill(item());
  const items: unknown[] = random.times(random.pick([0, 1, 1, 2, 3, 5]), item);
  if (random.chance(0.02))
    items[random.below(items.length + 1)] = random.pick<unknown>([null, undefined, 1, "x", [], new Date(0)]);
  return dressList(random, items);
}

function makeItem(random: Random, { shop }: ListDraft, hints: Hints): unknown {
  const { pools, schema } = shop;
  const near = new Map(
    [...hints].map(([path, literals]) => [path.replace(/^item\./, "snapshot."), literals]),
  );
  const aim = { random, pools, hints: near, plan: new Map(), fields: new Map() };
  const built = buildInput(aim, { ...schema, actor: [] }, "", new Set());
  built.nodes = built.nodes.filter(({ path }) => path.startsWith("snapshot."));
  if (random.chance(0.15)) dropSomething(random, built);
  if (random.chance(0.02)) spoil(random, built);
  return Reflect.get(built.input, "snapshot");
}
