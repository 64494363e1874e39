import { Actra, ActraRuntime } from "@getactra/actra";

// Who acts, and how things stand, both from the context of the call. Setting a resolver again takes the place of the one before.

const schema = `
version: 1
actions: { edit: { fields: { page: string } } }
actor: { fields: { role: string, name: string } }
snapshot: { fields: { protected_page: boolean } }
`;
const policy = `
version: 1
rules:
  - id: editors_only
    scope: { action: edit }
    when:
      all:
        - { subject: { domain: snapshot, field: protected_page }, operator: equals, value: { literal: true } }
        - { subject: { domain: actor, field: role }, operator: not_equals, value: { literal: editor } }
    effect: block
`;

interface Request {
  user: { role: string; name: string };
}

const locked = new Set(["home"]);
const runtime = new ActraRuntime(await Actra.fromStrings(schema, policy));
runtime.setActorResolver(({ user }: Request) => ({ role: user.role, name: user.name }));
runtime.setSnapshotResolver(() => ({ protected_page: locked.size > 0 }));

const edit = runtime.action("edit", { page: "home" });
const reader: Request = { user: { role: "reader", name: "ann" } };
const editor: Request = { user: { role: "editor", name: "bob" } };

console.log(runtime.evaluate(edit, reader).effect, runtime.evaluate(edit, editor).effect);
console.log(runtime.check("edit", { page: "home" }, reader).matched_rule);
console.log(runtime.allow("edit", { page: "home" }, editor));
locked.clear();
console.log(runtime.evaluate(edit, reader).effect);
runtime.setSnapshotResolver(() => ({ protected_page: true }));
console.log(runtime.block("edit", { page: "home" }, reader));

// prints
//   block allow
//   editors_only
//   true
//   allow
//   true
