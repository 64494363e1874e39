// Step 5, tests: the policy is tested like code, and the gate opens only for a policy that passes.
//
//     npx tsx examples/deploy-gate/main.ts

import { fileURLToPath } from "node:url";
import { Actra, ActraPolicyError, ActraRuntime } from "actra";
import { loadTests, renderReport, runTests } from "actra/testing";

const here = fileURLToPath(new URL(".", import.meta.url));
const policy = await Actra.fromDirectory(here);
const found = await loadTests(here);

// In CI this is all: run the table, and fail with it.
const report = runTests(policy, found);
if (!report.passed) throw new Error(renderReport(report));
console.log(`The policy's own tests: ${report.totals.passed} passed, ${report.totals.failed} failed`);

// What tests are for: this policy does not do what its author thinks.
const careless = Actra.compile({
  schema: `
    version: 1
    actions: { deploy: { fields: { environment: string } } }
  `,
  policy: `
    version: 1
    default: allow
    rules:
      - id: no_friday_deploys
        scope: { action: deploy }
        when: { subject: { domain: action, field: environment }, operator: equals, value: { literal: production } }
        effect: block
  `,
});
const friday = `
version: 1
tests:
  - name: production is closed
    input: { action: { type: deploy, environment: production } }
    expect: { effect: block, rule: no_friday_deploys }
  - name: and so is Production
    input: { action: { type: deploy, environment: Production } }
    expect: { effect: block }
`;
console.log("\nA test that finds something:\n");
console.log(renderReport(runTests(careless, [{ path: "friday.test.yaml", text: friday }])));

// The gate at work.
const builds = new Map<string, object>([
  ["shop", { tests: "passed", coverage: 91.5, vulnerabilities: 0, author_id: "ann", reviewer_id: "bob" }],
  ["mail", { tests: "passed", coverage: 88, vulnerabilities: 0, author_id: "ann" }],
]);
const running: string[] = [];
const runtime = new ActraRuntime(policy, {
  actor: async () => ({ type: "pipeline", id: "ci-7", network: "10.20.3.4" }),
  snapshot: async (_context, { action }) => ({
    now: "2026-05-04T10:00:00Z",
    build: builds.get(String(action["service"])),
    last_good_build: 41,
  }),
});
const deploy = runtime.admit(
  "deploy",
  (service: string, environment: string, _branch: string, _changedPaths: string[]) => {
    running.push(`${service} in ${environment}`);
  },
);

console.log("\nThe gate:");
await attempt("shop", "main", ["src/cart.ts"]);
await attempt("shop", "main", ["migrations"]);
await attempt("mail", "main", ["src/send.ts"]);
await attempt("shop", "topic", []);
console.log(`Deployed: ${running.join(", ")}`);

console.log("\nWhy mail is not deployed:\n");
const asked = { service: "mail", environment: "production", branch: "main", changed_paths: [] };
console.log(String(await runtime.explainAsync({ type: "deploy", ...asked })));

async function attempt(service: string, branch: string, paths: string[]): Promise<void> {
  try {
    await deploy(service, "production", branch, paths);
    console.log(`  ${service} from ${branch}: deployed`);
  } catch (error) {
    if (!(error instanceof ActraPolicyError)) throw error;
    const { effect, matched_rule, reason } = error.decision;
    console.log(`  ${service} from ${branch}: ${effect} by ${matched_rule}\n    ${reason}`);
  }
}
