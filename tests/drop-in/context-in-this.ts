import { Actra, ActraPolicyError, ActraRuntime } from "@getactra/actra";

// The request stands in `this`: by `call`, by `bind`, or because the function is a method.

const schema = `
version: 1
actions: { remove: { fields: { path: string } } }
actor: { fields: { role: string } }
snapshot: { fields: { locked: boolean } }
`;
const policy = `
version: 1
rules:
  - id: guests_remove_nothing
    scope: { action: remove }
    when: { subject: { domain: actor, field: role }, operator: equals, value: { literal: guest } }
    effect: block
  - id: locked
    scope: { global: true }
    when: { subject: { domain: snapshot, field: locked }, operator: equals, value: { literal: true } }
    effect: block
`;

class Session {
  constructor(
    public role: string,
    public locked = false,
  ) {}
}

const runtime = new ActraRuntime(await Actra.fromStrings(schema, policy));
runtime.setActorResolver((session: Session) => ({ role: session?.role }));
runtime.setSnapshotResolver((session: Session) => ({ locked: session.locked }));

const remove = runtime.admit(
  "remove",
  function (this: Session, path: string) {
    console.log(this.role, "removed", path);
  },
  { fields: ["path"] },
);

async function attempt(run: () => Promise<unknown>) {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof ActraPolicyError)) throw error;
    console.log("stopped by", error.matchedRule);
  }
}

await attempt(() => remove.call(new Session("owner"), "/a"));
await attempt(() => remove.call(new Session("guest"), "/b"));
await attempt(remove.bind(new Session("owner", true), "/c"));

class Files extends Session {
  remove = remove;
}
await attempt(() => new Files("owner").remove("/d"));
await attempt(() => new Files("guest").remove("/e"));

// prints
//   owner removed /a
//   stopped by guests_remove_nothing
//   stopped by locked
//   owner removed /d
//   stopped by guests_remove_nothing
