import { Actra, ActraRuntime } from "@getactra/actra";

// `builder` makes the action where arguments and fields do not fit: it gets the action's name, named arguments, the context.

const schema = `
version: 1
actions: { publish: { fields: { title: string, words: number } } }
actor: { fields: { role: string } }
snapshot: { fields: { embargo: boolean } }
`;
const policy = `
version: 1
rules:
  - id: too_long
    scope: { action: publish }
    when: { subject: { domain: action, field: words }, operator: greater_than, value: { literal: 3 } }
    effect: block
`;

const runtime = new ActraRuntime(await Actra.fromStrings(schema, policy));
runtime.setActorResolver((desk) => ({ role: desk.name }));
runtime.setSnapshotResolver(() => ({ embargo: false }));

const publish = runtime.admit(
  "publish",
  (title: string, text: string) => console.log("published", title, text.length),
  {
    fields: ["title", "text"],
    builder: (action, args, desk) => {
      console.log(action, Object.keys(args).join(" "), desk.name);
      return { title: args.title, words: args.text.split(" ").length };
    },
  },
);

const desk = { name: "sports", publish };
await desk.publish("Cup", "they won it");
await desk.publish("Cup", "they lost it once more").catch((error: Error) => console.log(error.message));

const whole = runtime.admit("publish", (draft: { text: string }) => console.log("published", draft.text), {
  builder: (_action, draft) => ({ title: "untitled", words: draft.text.split(" ").length }),
});
await whole.call(desk, { text: "short enough" });

// prints
//   publish title text sports
//   published Cup 11
//   publish title text sports
//   Action blocked (rule: too_long)
//   published short enough
