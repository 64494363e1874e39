/** Rules over a schema that is being drafted, and the settings of their policy. */
import type {
  Effect,
  PolicyDocument,
  RuleDocument,
  ScopeDocument,
  SettingsDocument,
} from "../reference/documents.ts";
import { guarded, makeCondition } from "./conditions.ts";
import type { Random } from "./random.ts";
import type { Workshop } from "./workshop.ts";

export function makeRule(shop: Workshop, index: number, settings: SettingsDocument): RuleDocument {
  const { random } = shop;
  const scope = makeScope(shop);
  const effect = random.weighted<Effect>([
    [38, "allow"],
    [36, "require_approval"],
    [24, "block"],
  ]);
  return {
    id: `r${index}`,
    scope,
    ...makeWhen(shop, scope, effect, settings),
    effect,
    ...(random.chance(0.5) && { reason: `because of r${index}` }),
    ...(random.chance(0.15) && { mode: "audit" as const }),
    ...(effect === "require_approval" && random.chance(0.6) && { approval: makeApproval(random) }),
  };
}

function makeScope({ random, schema }: Workshop): ScopeDocument {
  const names = schema.actions.map(({ name }) => name);
  const actor = () => (schema.kind ? { actor: random.pick(schema.kind.names) } : {});
  const one = { action: random.pick(names) };
  const several = { actions: random.some(names, random.between(1, names.length)) };
  const scope = random.weighted<ScopeDocument>([
    [45, one],
    [20, several],
    [15, { global: true }],
    [8, actor()],
    [6, { ...one, ...actor() }],
    [4, { ...several, ...actor() }],
  ]);
  return Object.keys(scope).length > 0 ? scope : { global: true };
}

function makeWhen(
  shop: Workshop,
  scope: ScopeDocument,
  effect: Effect,
  settings: SettingsDocument,
): Pick<RuleDocument, "when"> {
  const { random } = shop;
  if (random.chance(0.04)) return random.chance(0.5) ? {} : { when: true };
  const actions = scope.actions ?? (scope.action === undefined ? [] : [scope.action]);
  const condition = makeCondition(
    shop,
    actions,
    random.weighted([
      [2, 1],
      [5, 2],
      [4, 3],
    ]),
  );
  if (settings.semantics === "actra-0.7") return { when: condition };
  return { when: guarded(shop, actions, effect, condition) };
}

function makeApproval(random: Random) {
  const approvers = random.some(["lead", "risk", "legal"], random.between(1, 3));
  return {
    approvers,
    ...(random.chance(0.5) && { quorum: random.between(1, approvers.length) }),
    ...(random.chance(0.5) && { expires_in: random.pick(["30m", "24h", "7d", "1h30m"]) }),
  };
}

/** actra-0.7 sets the other three itself, and a document must not. */
export function makeSettings(random: Random): SettingsDocument {
  const fallback = random.weighted<SettingsDocument>([
    [4, {}],
    [2, { default: "allow" }],
    [2, { default: "require_approval" }],
    [2, { default: "block" }],
  ]);
  if (random.chance(0.08)) return { semantics: "actra-0.7", ...fallback };
  return {
    ...fallback,
    ...random.weighted<SettingsDocument>([
      [3, {}],
      [2, { resolution: "strictest" }],
      [5, { resolution: "first_match" }],
    ]),
    ...random.weighted<SettingsDocument>([
      [6, {}],
      [2, { missing: "assume_worst" }],
      [2, { missing: "no_match" }],
    ]),
    ...random.weighted<SettingsDocument>([
      [6, {}],
      [2, { unknown_action: "reject" }],
      [2, { unknown_action: "evaluate" }],
    ]),
  };
}

/** One file, or two of which either has the settings. */
export function toPolicies(
  random: Random,
  rules: RuleDocument[],
  settings: SettingsDocument,
): PolicyDocument[] {
  if (rules.length < 2 || random.chance(0.85)) return [{ version: 1, ...settings, rules }];
  const cut = random.between(1, rules.length - 1);
  const inFirst = random.chance(0.5);
  return [
    { version: 1, ...(inFirst && settings), rules: rules.slice(0, cut) },
    { version: 1, ...(!inFirst && settings), rules: rules.slice(cut) },
  ];
}
