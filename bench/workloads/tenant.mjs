// The documents of a service with many tenants: twenty rules over eight actions. Tenants and owners are compared with each
// other, text with text; roles and classifications stand in lists.

import { inputCount, integerBetween, oneOf, parsed, randomNumbers } from "./inputs.mjs";
import { atom, beside } from "./rules.mjs";

const actions = ["read", "list", "create", "update", "delete", "share", "export", "archive"];
const roles = ["guest", "viewer", "editor", "analyst", "admin", "owner"];
const classifications = ["public", "internal", "restricted", "secret"];

const fields = {
  "action.rows": "number",
  "action.target_tenant": "string",
  "actor.id": "string",
  "actor.tenant": "string",
  "actor.role": "string",
  "actor.mfa": "boolean",
  "actor.suspended": "boolean",
  "snapshot.tenant": "string",
  "snapshot.owner": "string",
  "snapshot.classification": "string",
  "snapshot.locked": "boolean",
  "snapshot.size": "number",
};

const notIn = (...values) => atom("actor.role", "not_in", values);
const role = (...values) => atom("actor.role", "in", values);
const classified = (...values) => atom("snapshot.classification", "in", values);
const secret = atom("snapshot.classification", "equals", "secret");
const toOthers = beside("action.target_tenant", "not_equals", "actor.tenant");
const ofOthers = beside("snapshot.owner", "not_equals", "actor.id");
const notOwner = atom("actor.role", "not_equals", "owner");
const withoutMfa = atom("actor.mfa", "equals", false);

const rule = (id, effect, on, ...all) => ({ id, effect, actions: on, all });
const block = (id, on, ...all) => rule(id, "block", on, ...all);
const approve = (id, on, ...all) => rule(id, "require_approval", on, ...all);

const rules = [
  block("suspended", actions, atom("actor.suspended", "equals", true)),
  block("other_tenant", actions, beside("snapshot.tenant", "not_equals", "actor.tenant")),
  block("locked", ["update", "delete", "archive"], atom("snapshot.locked", "equals", true)),
  block("who_writes", ["create", "update"], notIn("editor", "admin", "owner")),
  block("who_deletes", ["delete"], notIn("admin", "owner")),
  block("who_shares", ["share"], notIn("editor", "admin", "owner")),
  block("who_exports", ["export"], notIn("analyst", "admin", "owner")),
  block("who_archives", ["archive"], notIn("admin", "owner")),
  block("share_classified", ["share"], toOthers, classified("restricted", "secret")),
  approve("share_with_others", ["share"], toOthers),
  approve("share_secret", ["share"], secret),
  block("export_secret", ["export"], secret),
  block("export_all", ["export"], atom("action.rows", "greater_than", 100_000)),
  approve("export_many", ["export"], atom("action.rows", "greater_than", 10_000), notOwner),
  block("export_without_mfa", ["export"], withoutMfa),
  block("delete_without_mfa", ["delete"], withoutMfa),
  approve("delete_of_others", ["delete"], ofOthers, notOwner),
  approve("update_of_others", ["update"], ofOthers, role("editor"), classified("restricted", "secret")),
  block("look_at_secret", ["read", "list"], secret, role("guest", "viewer")),
  approve("archive_large", ["archive"], atom("snapshot.size", "greater_than", 1_000_000)),
];

const writers = new Set(["editor", "admin", "owner"]);
const exporters = new Set(["analyst", "admin", "owner"]);
const keepers = new Set(["admin", "owner"]);
const guarded = new Set(["restricted", "secret"]);

const onAction = {
  read: look,
  list: look,
  create: ({ actor }) => (writers.has(actor.role) ? "allow" : "block"),
  update({ actor, snapshot }) {
    if (snapshot.locked || !writers.has(actor.role)) return "block";
    const isOfOthers = snapshot.owner !== actor.id && actor.role === "editor";
    return isOfOthers && guarded.has(snapshot.classification) ? "require_approval" : "allow";
  },
  delete({ actor, snapshot }) {
    if (snapshot.locked || !keepers.has(actor.role) || !actor.mfa) return "block";
    return snapshot.owner !== actor.id && actor.role !== "owner" ? "require_approval" : "allow";
  },
  share({ action, actor, snapshot }) {
    if (!writers.has(actor.role)) return "block";
    const isToOthers = action.target_tenant !== actor.tenant;
    if (isToOthers && guarded.has(snapshot.classification)) return "block";
    return isToOthers || snapshot.classification === "secret" ? "require_approval" : "allow";
  },
  export({ action, actor, snapshot }) {
    if (!exporters.has(actor.role) || !actor.mfa) return "block";
    if (snapshot.classification === "secret" || action.rows > 100_000) return "block";
    return action.rows > 10_000 && actor.role !== "owner" ? "require_approval" : "allow";
  },
  archive({ actor, snapshot }) {
    if (snapshot.locked || !keepers.has(actor.role)) return "block";
    return snapshot.size > 1_000_000 ? "require_approval" : "allow";
  },
};

function look({ actor, snapshot }) {
  const isHidden =
    snapshot.classification === "secret" && (actor.role === "guest" || actor.role === "viewer");
  return isHidden ? "block" : "allow";
}

function decide(input) {
  if (input.actor.suspended || input.snapshot.tenant !== input.actor.tenant) return "block";
  return onAction[input.action.type](input);
}

const flat = ({ action, actor, snapshot }) => ({
  action_rows: action.rows,
  action_target_tenant: action.target_tenant,
  actor_id: actor.id,
  actor_tenant: actor.tenant,
  actor_role: actor.role,
  actor_mfa: actor.mfa,
  actor_suspended: actor.suspended,
  snapshot_tenant: snapshot.tenant,
  snapshot_owner: snapshot.owner,
  snapshot_classification: snapshot.classification,
  snapshot_locked: snapshot.locked,
  snapshot_size: snapshot.size,
});

const tenantOf = (number) => `tenant-${String(number).padStart(4, "0")}`;

function actorOf(random, number) {
  return {
    id: `user-${number}`,
    tenant: tenantOf(number % 20),
    role: oneOf(random, roles),
    mfa: random() < 0.8,
    suspended: random() < 0.03,
  };
}

/** Most requests are about one's own tenant, and half of these about one's own documents. */
function request(random, type, actor) {
  const own = (chance, value, other) => (random() < chance ? value : other);
  const someTenant = () => tenantOf(integerBetween(random, 0, 19));
  return parsed({
    action: {
      type,
      rows: oneOf(random, [10, 5_000, 10_000, 10_001, 50_000, 100_000, 100_001]),
      target_tenant: own(0.6, actor.tenant, someTenant()),
    },
    actor,
    snapshot: {
      tenant: own(0.95, actor.tenant, someTenant()),
      owner: own(0.5, actor.id, `user-${integerBetween(random, 0, 199)}`),
      classification: oneOf(random, classifications),
      locked: random() < 0.1,
      size: oneOf(random, [1_000, 1_000_000, 1_000_001]),
    },
  });
}

export function tenant() {
  const random = randomNumbers(7);
  const actors = Array.from({ length: 200 }, (_, i) => actorOf(random, i));
  const some = (count) =>
    Array.from({ length: count }, () => request(random, oneOf(random, actions), oneOf(random, actors)));
  const actorKey = (actor) => actor.id;
  return {
    name: "tenant",
    fields,
    rules,
    decide,
    flat,
    actorKey,
    inputs: some(inputCount),
    probes: some(4096),
  };
}
