// Rules → Actra's documents, as plain objects, with conditions in the long form.

export const split = (path) => {
  const at = path.indexOf(".");
  return [path.slice(0, at), path.slice(at + 1)];
};

function subject(path) {
  const [domain, field] = split(path);
  return { domain, field };
}

const written = ({ field, is, value, other }) => ({
  subject: subject(field),
  operator: is,
  value: other ? { subject: subject(other) } : { literal: value },
});

const conditionOf = (all) => (all.length === 1 ? written(all[0]) : { all: all.map(written) });

/** The fields of one domain, of which each action has all. */
function fieldsOf(fields, domain) {
  const own = Object.entries(fields).filter(([path]) => split(path)[0] === domain);
  return { fields: Object.fromEntries(own.map(([path, type]) => [split(path)[1], type])) };
}

export function schemaOf({ action, fields, rules }) {
  const names = action ? [action] : [...new Set(rules.flatMap((rule) => rule.actions))];
  return {
    version: 1,
    actions: Object.fromEntries(names.map((name) => [name, fieldsOf(fields, "action")])),
    actor: fieldsOf(fields, "actor"),
    snapshot: fieldsOf(fields, "snapshot"),
  };
}

/** @param condition a rule's atoms → what stands behind `when` */
export function policyOf({ action, rules }, condition = conditionOf) {
  const scope = (rule) => (rule.actions ? { actions: rule.actions } : { action });
  return {
    version: 1,
    default: "allow",
    rules: rules.map((rule) => ({
      id: rule.id,
      scope: scope(rule),
      when: condition(rule.all),
      effect: rule.effect,
    })),
  };
}
