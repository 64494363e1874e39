import { Actra, ActraRuntime } from "@getactra/actra";

// Actions that come from elsewhere: a request, a queue, a tool call.

const schema = `
version: 1
actions: { deploy: { fields: { service: string, stage: string } } }
actor: { fields: { team: string } }
snapshot: { fields: { freeze: boolean } }
`;
const policy = `
version: 1
rules:
  - id: no_prod
    scope: { action: deploy }
    when: { subject: { domain: action, field: stage }, operator: equals, value: { literal: prod } }
    effect: block
`;

const compiled = await Actra.fromStrings(schema, policy);
const runtime = new ActraRuntime(compiled);
runtime.setActorResolver(() => ({ team: "web" }));
runtime.setSnapshotResolver(() => ({ freeze: false }));

const body = { service: "shop", stage: "test", trace: "77" };
console.log(runtime.action("deploy", body));
console.log(runtime.buildAction("deploy", body, { schema: compiled.getSchema() }));
console.log(runtime.buildAction("deploy", body, { fields: ["stage"] }));
const built = runtime.buildAction("deploy", body, {
  builder: (_action, fields, ctx) => ({ service: `${ctx.prefix}-${fields.service}`, stage: "prod" }),
  ctx: { prefix: "eu" },
});
console.log(built, runtime.evaluate(built).effect);

const action = runtime.action("deploy", body) as { type: string; stage: string };
console.log(runtime.evaluate(action).effect);
action.stage = "prod";
console.log(runtime.evaluate(action).matched_rule);
console.log(runtime.evaluate({ type: "deploy", service: "shop", stage: "prod" }));
console.log(
  compiled.evaluateAction(
    { type: "deploy", service: "a", stage: "test" },
    { team: "web" },
    { freeze: false },
  ),
);
console.log(compiled.hasSchema());

// prints
//   { type: 'deploy', service: 'shop', stage: 'test' }
//   { type: 'deploy', service: 'shop', stage: 'test' }
//   { type: 'deploy', stage: 'test' }
//   { type: 'deploy', service: 'eu-shop', stage: 'prod' } block
//   allow
//   no_prod
//   { effect: 'block', matched_rule: 'no_prod' }
//   { effect: 'allow', matched_rule: '' }
//   true
