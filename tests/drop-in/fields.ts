import { Actra, ActraRuntime } from "@getactra/actra";

// `fields` names the parameters that the policy sees. Those behind them it does not: a request, a callback, a client.

const schema = `
version: 1
actions: { send: { fields: { to: string, size: number } } }
actor: { fields: { role: string } }
snapshot: { fields: { quota_left: number } }
`;
const policy = `
version: 1
rules:
  - id: too_big
    scope: { action: send }
    when: { subject: { domain: action, field: size }, operator: greater_than, value: { subject: { domain: snapshot, field: quota_left } } }
    effect: block
`;

const runtime = new ActraRuntime(await Actra.fromStrings(schema, policy));
runtime.setActorResolver(() => ({ role: "bot" }));
runtime.setSnapshotResolver(() => ({ quota_left: 100 }));
runtime.setDecisionObserver((event) => console.log(Object.keys(event.action).sort().join(" ")));

function send(size: number, to: string, body: string, done: (text: string) => void) {
  done(`sent ${size} to ${to}: ${body}`);
}

const print = (text: string) => console.log(text);
const named = runtime.admit("send", send, { fields: ["size", "to"] });
await named(40, "ann", "hello", print);
await named(400, "ann", "hello", print).catch((error: Error) => console.log(error.message));
const first = runtime.admit("send", send, { fields: ["size"] });
await first(5, "bob", "hi", print);

// prints
//   size to type
//   sent 40 to ann: hello
//   size to type
//   Action blocked (rule: too_big)
//   size type
//   sent 5 to bob: hi
