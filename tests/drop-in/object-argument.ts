import { Actra, ActraRuntime } from "@getactra/actra";

// One object is the action's fields; what the schema does not declare is the function's own business.

const schema = `
version: 1
actions: { book: { fields: { seats: number, cabin: string } } }
actor: { fields: { tier: string } }
snapshot: { fields: { full: boolean } }
`;
const policy = `
version: 1
rules:
  - id: group
    scope: { action: book }
    when: { subject: { domain: action, field: seats }, operator: greater_than, value: { literal: 9 } }
    effect: block
`;

interface Booking {
  seats: number;
  cabin: string;
  remark?: string;
}

const runtime = new ActraRuntime(await Actra.fromStrings(schema, policy));
runtime.setActorResolver(() => ({ tier: "basic" }));
runtime.setSnapshotResolver(() => ({ full: false }));

const book = runtime.admit("book", ({ seats, cabin, remark }: Booking) => {
  console.log("booked", seats, cabin, remark ?? "-");
});

await book({ seats: 2, cabin: "economy" });
await book({ seats: 3, cabin: "business", remark: "window" });
await book({ seats: 12, cabin: "economy" }).catch((error: Error) => console.log(error.message));
console.log(runtime.allow("book", { seats: 1, cabin: "economy", remark: "aisle" }));

// prints
//   booked 2 economy -
//   booked 3 business window
//   Action blocked (rule: group)
//   true
