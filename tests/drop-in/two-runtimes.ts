import { Actra, ActraRuntime } from "@getactra/actra";

// Two teams, two policies, one schema: neither hears of the other.

const schema = `
version: 1
actions: { discount: { fields: { percent: number } } }
actor: { fields: { role: string } }
snapshot: { fields: { sale: boolean } }
`;
const limit = (id: string, percent: number) => `
version: 1
rules:
  - id: ${id}
    scope: { action: discount }
    when:
      all:
        - { subject: { domain: action, field: percent }, operator: greater_than, value: { literal: ${percent} } }
        - { subject: { domain: snapshot, field: sale }, operator: equals, value: { literal: false } }
    effect: block
`;

const [shopPolicy, outletPolicy] = await Promise.all([
  Actra.fromStrings(schema, limit("shop_limit", 10)),
  Actra.fromStrings(schema, limit("outlet_limit", 40)),
]);
const shop = new ActraRuntime(shopPolicy);
const outlet = new ActraRuntime(outletPolicy);
for (const runtime of [shop, outlet]) {
  runtime.setActorResolver(() => ({ role: "clerk" }));
  runtime.setSnapshotResolver(() => ({ sale: false }));
}
shop.setDecisionObserver((event) => console.log("shop decided", event.decision.effect));

const discount = (percent: number) => `${percent} % off`;
const inShop = shop.admit("discount", discount, { fields: ["percent"] });
const inOutlet = outlet.admit("discount", discount, { fields: ["percent"] });

console.log(await inShop(5));
console.log(await inOutlet(30));
console.log(await inShop(30).catch((error: Error) => error.message));
console.log(await inOutlet(60).catch((error: Error) => error.message));

// prints
//   shop decided allow
//   5 % off
//   30 % off
//   shop decided block
//   Action blocked (rule: shop_limit)
//   Action blocked (rule: outlet_limit)
