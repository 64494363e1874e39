// The rules of a workload as data that belongs to no engine. `translate/` makes of them what an engine takes.
//
//   workload  { name, fields, rules, decide, inputs, probes, flat, … }
//     fields    path → type of every field that an input has, as in { "action.amount": "number" }
//     decide    the same rules as the JavaScript that one would write by hand: input → effect
//     inputs    what is timed; `probes` are decided once, for the limits from both sides
//     flat      an input as one object, for engines that want it so; its keys are those of `flatName`
//     actorKey  what tells one actor from another, for engines that keep something for each
//     renew     gives new inputs, in place of `inputs`, for each pass
//   rule      { id, effect, actions?, all }, where `actions` is left out when the workload has only one
//   atom      { field, is, value } or { field, is, other }: a path, an operator, and a literal or another path

export const strictestFirst = ["block", "require_approval"];

export const atom = (field, is, value) => ({ field, is, value });
export const beside = (field, is, other) => ({ field, is, other });

export const flatName = (path) => path.replace(".", "_");

/** The rules of the strictest effect first, each effect that there is with its rules in their order. */
export function byEffect(rules) {
  return strictestFirst
    .map((effect) => ({ effect, rules: rules.filter((rule) => rule.effect === effect) }))
    .filter((group) => group.rules.length > 0);
}

/** The actions that rules name; none where the workload has only one. */
export const actionsOf = (rules) => [...new Set(rules.flatMap((rule) => rule.actions ?? []))];

/**
 * For engines that know no actions: what they make of each action's rules by themselves, and a decision which picks.
 *
 * @param make rules → (input → effect)
 */
export async function eachAction({ rules }, make) {
  const actions = actionsOf(rules);
  if (actions.length === 0) return make(rules);
  const deciders = new Map();
  for (const action of actions) {
    deciders.set(
      action,
      await make(
        rules.filter((rule) => rule.actions.includes(action)),
        action,
      ),
    );
  }
  return (input) => deciders.get(input.action.type)(input);
}

/** `a or b or c` in brackets of a depth that no parser minds, however many there are. */
export function anyOf(conditions, or) {
  if (conditions.length === 1) return conditions[0];
  const middle = conditions.length >> 1;
  return `(${anyOf(conditions.slice(0, middle), or)} ${or} ${anyOf(conditions.slice(middle), or)})`;
}
