import { Actra, ActraError, ActraPolicyError, ActraRuntime } from "@getactra/actra";

// What is caught, and what it holds. A function that fails keeps its own error.

const schema = `
version: 1
actions: { merge: { fields: { branch: string } } }
actor: { fields: { role: string } }
snapshot: { fields: { green: boolean } }
`;
const policy = `
version: 1
rules:
  - id: main_is_protected
    scope: { action: merge }
    when: { subject: { domain: action, field: branch }, operator: equals, value: { literal: main } }
    effect: block
`;

const runtime = new ActraRuntime(await Actra.fromStrings(schema, policy));
runtime.setActorResolver(() => ({ role: "dev" }));
runtime.setSnapshotResolver((ctx) => ({ green: ctx.ci.green }));

const merge = runtime.admit("merge", (branch: string) => {
  if (branch === "broken") throw new RangeError("conflict");
  return branch;
});
const inCi = { ci: { green: true }, merge };

const blocked = await inCi.merge("main").catch((error: unknown) => error);
console.log(blocked instanceof ActraPolicyError, blocked instanceof ActraError, blocked instanceof Error);
if (blocked instanceof ActraPolicyError) {
  console.log(blocked.name, blocked.matchedRule);
  console.log(blocked.decision?.effect, blocked.decision?.matched_rule);
}

const own = await inCi.merge("broken").catch((error: unknown) => error);
console.log(own instanceof RangeError, own instanceof ActraError);

const unresolved = await merge("feature").catch((error: unknown) => error);
console.log(unresolved instanceof ActraError, unresolved instanceof ActraPolicyError);

const unbuilt = await runtime
  .admit("merge", (branch: string) => branch, {
    builder: () => {
      throw new Error("no branch");
    },
  })
  .call(inCi, "feature")
  .catch((error: unknown) => error);
console.log(unbuilt instanceof ActraError, unbuilt instanceof ActraPolicyError);

const uncompiled = await Actra.fromStrings(schema, policy.replace("branch", "brunch")).catch(
  (error: unknown) => error,
);
console.log(uncompiled instanceof ActraError);

// prints
//   true true true
//   ActraPolicyError main_is_protected
//   block main_is_protected
//   true false
//   true false
//   true false
//   true
