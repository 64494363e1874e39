import { Actra, ActraError } from "@getactra/actra";

// A policy that may not say what it says does not compile.

const schema = `
version: 1
actions: { wire: { fields: { amount: number } }, note: { fields: { text: string } } }
actor: { fields: { role: string } }
snapshot: { fields: { fraud: boolean } }
`;
const rule = (id: string, effect: string, field: string) => `
  - id: ${id}
    scope: { action: wire }
    when: { subject: { domain: ${field.split(".")[0]}, field: ${field.split(".")[1]} }, operator: equals, value: { literal: ${field.includes("fraud")} } }
    effect: ${effect}
`;
const governance = `
version: 1
governance:
  rules:
    - id: look_at_fraud
      applies_to: { actions: [wire] }
      select: { where: { when: { subject: { domain: snapshot, field: fraud } } } }
      must: { min_count: 1 }
      error: Wires have to look at fraud
    - id: few_blocks
      select: { where: { effect: block } }
      must: { max_count: 1 }
      error: One block is enough
`;

async function attempt(...rules: string[]) {
  try {
    await Actra.fromStrings(schema, `version: 1\nrules:\n${rules.join("")}`, governance);
    console.log("compiles");
  } catch (error) {
    if (!(error instanceof ActraError)) throw error;
    const said = ["Wires have to look at fraud", "One block is enough"].filter((text) =>
      error.message.includes(text),
    );
    console.log(said.join(" + "));
  }
}

await attempt(rule("fraud", "block", "snapshot.fraud"));
await attempt(rule("a", "block", "snapshot.fraud"), rule("b", "block", "snapshot.fraud"));
await attempt(rule("fraud", "allow", "snapshot.fraud"), rule("b", "require_approval", "snapshot.fraud"));

// prints
//   compiles
//   One block is enough
//   compiles
