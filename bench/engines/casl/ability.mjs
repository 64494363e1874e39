// Rules and an actor → that actor's ability. What rules ask of the actor is answered while it is made.

import { AbilityBuilder, createMongoAbility } from "@casl/ability";
import { flatName, strictestFirst } from "../../workloads/rules.mjs";

const operators = { equals: "$eq", not_equals: "$ne", greater_than: "$gt", in: "$in", not_in: "$nin" };

const tests = {
  equals: (given, value) => given === value,
  not_equals: (given, value) => given !== value,
  in: (given, value) => value.includes(given),
  not_in: (given, value) => !value.includes(given),
};

const isOfActor = (path) => path.startsWith("actor.");
const ofActor = (actor, path) => actor[path.slice("actor.".length)];

const holds = (actor, { field, is, value }) => tests[is](ofActor(actor, field), value);

function conditionsOf(atoms, actor) {
  const conditions = {};
  for (const { field, is, value, other } of atoms) {
    const expected = other ? ofActor(actor, other) : value;
    conditions[flatName(field)] = is === "equals" ? expected : { [operators[is]]: expected };
  }
  return conditions;
}

/** In an ability a later rule wins, and is tried before: so the strictest come last, and of those the first. */
const ordered = new WeakMap();

function laterWins(rules) {
  const rank = ({ effect }) => strictestFirst.indexOf(effect);
  let sorted = ordered.get(rules);
  if (!sorted) ordered.set(rules, (sorted = rules.toReversed().toSorted((a, b) => rank(b) - rank(a))));
  return sorted;
}

const detectSubjectType = () => "Subject";

export function abilityOf(rules, actor) {
  const { can, cannot, build } = new AbilityBuilder(createMongoAbility);
  can("manage", "Subject");
  for (const { effect, actions = "manage", all } of laterWins(rules)) {
    if (!all.every((atom) => !isOfActor(atom.field) || holds(actor, atom))) continue;
    const atoms = all.filter(({ field }) => !isOfActor(field));
    const conditions = atoms.length > 0 ? conditionsOf(atoms, actor) : undefined;
    cannot(actions, "Subject", conditions).because(effect);
  }
  return build({ detectSubjectType });
}
