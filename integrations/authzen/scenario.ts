/**
 * The policy and the requests of the OpenID Foundation's certification scenario for the Authorization API 1.0, levels Basic,
 * Batch and Discovery.
 */
const resource =
  "{ fields: { type: string, id: string, properties: { optional: true, fields: { status: string? } } } }";

export const SCENARIO = {
  "schema.yaml": `
version: 1
actions:
  read: { fields: { resource: ${resource} } }
  write: { fields: { resource: ${resource} } }
  delete: { fields: { resource: ${resource}, soft: boolean } }
actor:
  fields:
    type: string
    id: string
    properties: { optional: true, fields: { role: string? } }
`,
  "policy.yaml": `
version: 1
default: block
rules:
  - { id: reading, scope: { action: read }, effect: allow }
  - id: alice_writes
    scope: { action: write }
    when: actor.id == "alice" && (!has(action.resource.properties.status) || action.resource.properties.status != "archived")
    effect: allow
  - id: admins_write
    scope: { action: write }
    when: has(actor.properties.role) && actor.properties.role == "admin"
    effect: allow
  - { id: soft_deletes, scope: { action: delete }, when: action.soft, effect: allow }
`,
};

const alice = { type: "user", id: "alice" };
const bob = { type: "user", id: "bob" };
const admin = { ...bob, properties: { role: "admin" } };
const [read, write] = [{ name: "read" }, { name: "write" }];
const one = { type: "record", id: "record-1" };
const two = { type: "record", id: "record-2" };
const archived = { ...two, properties: { status: "archived" } };
const active = { ...one, properties: { status: "active" } };

/** Request, and decision. */
export const SINGLE: readonly (readonly [object, boolean])[] = [
  [{ subject: alice, action: read, resource: one }, true],
  [{ subject: alice, action: write, resource: one }, true],
  [{ subject: bob, action: read, resource: one }, true],
  [{ subject: bob, action: write, resource: one }, false],
  [
    {
      subject: alice,
      action: read,
      resource: one,
      context: { time: "2025-06-27T18:03-07:00", ip: "192.168.1.1" },
    },
    true,
  ],
  [{ subject: alice, action: write, resource: archived }, false],
  [{ subject: admin, action: write, resource: archived }, true],
  [{ subject: alice, action: { name: "delete", properties: { soft: true } }, resource: one }, true],
  [{ subject: alice, action: { name: "delete", properties: { soft: false } }, resource: one }, false],
  [
    {
      subject: { ...alice, properties: { department: "Sales", role: "manager" } },
      action: { ...read, properties: { method: "GET" } },
      resource: { ...one, properties: { status: "active", owner: "bob" } },
    },
    true,
  ],
  [{ subject: alice, action: read, resource: one, foo: "bar", futureField: { nested: true } }, true],
];

/** Requests that are none. */
export const WRONG: readonly unknown[] = [
  { action: read, resource: one },
  { subject: alice, resource: one },
  { subject: alice, action: read },
  { subject: { id: "alice" }, action: read, resource: one },
  { subject: { type: "user" }, action: read, resource: one },
  { subject: alice, action: {}, resource: one },
  { subject: alice, action: read, resource: { id: "record-1" } },
  { subject: alice, action: read, resource: { type: "record" } },
  { subject: "alice", action: read, resource: one },
  { subject: alice, action: { name: 123 }, resource: one },
  { subject: alice, action: read, resource: one, context: "x" },
  { subject: alice, action: { ...read, properties: [] }, resource: one },
  { subject: alice, action: { name: "no_such_action" }, resource: one },
  { subject: alice, action: { name: "delete", properties: { soft: "yes" } }, resource: one },
  [],
  "x",
  null,
];

/** Request, and decisions. */
export const MANY: readonly (readonly [object, readonly boolean[]])[] = [
  [{ subject: alice, action: read, evaluations: [{ resource: one }, { resource: two }] }, [true, true]],
  [{ subject: bob, resource: one, evaluations: [{ action: read }, { action: write }] }, [true, false]],
  [
    { subject: alice, action: write, evaluations: [{ resource: active }, { resource: archived }] },
    [true, false],
  ],
  [
    { action: write, resource: archived, evaluations: [{ subject: alice }, { subject: admin }] },
    [false, true],
  ],
  [
    {
      evaluations: [
        { subject: alice, action: read, resource: one },
        { subject: bob, action: write, resource: one },
      ],
    },
    [true, false],
  ],
  [
    {
      subject: alice,
      action: write,
      resource: { type: "record" },
      evaluations: [
        { resource: { id: "record-1", properties: { status: "active" } } },
        { resource: archived },
      ],
    },
    [true, false],
  ],
  [{ subject: alice, action: read, evaluations: [{ resource: one }, {}] }, [true, false]],
  [
    { subject: alice, action: read, evaluations: [{ resource: one }, "x", null, { resource: [] }] },
    [true, false, false, false],
  ],
];
export { alice, archived, bob, one, read, write };
