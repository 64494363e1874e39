// Step 3, explanations: why a decision falls as it does, before anything has happened, as text and as data.
//
//     npx tsx examples/production-safety/main.ts

import { fileURLToPath } from "node:url";
import { Actra, ActraRuntime, type Explanation } from "actra";

const policy = await Actra.fromDirectory(fileURLToPath(new URL(".", import.meta.url)));

// Production on the day before Christmas.
const replicas = new Map([["shop", 4]]);
const log: string[] = [];
const state = {
  incident_open: false,
  on_call: ["ann"],
  freeze: { from: "2026-12-23T00:00:00Z", until: "2027-01-02T00:00:00Z" },
};

interface Person {
  readonly id: string;
  readonly role: "developer" | "sre" | "dba";
}

const runtime = new ActraRuntime(policy, {
  actor: (person: Person) => ({ type: "engineer", ...person }),
  snapshot: (_person, { action }) => ({
    ...state,
    now: "2026-12-24T10:00:00Z",
    replicas: replicas.get(String(action["service"])),
  }),
});

function scale(environment: string, service: string, count: number): void {
  replicas.set(service, count);
  log.push(`${environment}: ${service} runs ${count} times`);
}

function restart(environment: string, service: string, rolling: boolean): void {
  log.push(`${environment}: ${service} restarted${rolling ? ", one after the other" : ""}`);
}

const ann: Person = { id: "ann", role: "sre" };
const bob: Person = { id: "bob", role: "sre" };

// What would happen if the function was called so? It is not called.
const asked = runtime.explainCall(scale, { args: ["production", "shop", 8], ctx: ann });
console.log(`As text, for whoever was stopped:\n\n${asked}\n`);

// The same as data: what to tell, and to whom, is up to the program.
console.log(`As data: ${asked.effect}, since ${inWords(asked)}\n`);

state.incident_open = true;
console.log("An incident is declared.\n");
attempt("Ann scales up", ann, scale, ["production", "shop", 8]);
attempt("Ann scales down", ann, scale, ["production", "shop", 3]);
attempt("Bob restarts", bob, restart, ["production", "shop", false]);
attempt("Ann restarts", ann, restart, ["production", "shop", true]);
attempt("Dan, a developer", { id: "dan", role: "developer" }, restart, ["production", "shop", true]);
attempt("Dan, in staging", { id: "dan", role: "developer" }, restart, ["staging", "shop", true]);

console.log("\nWhat happened:");
for (const line of log) console.log(`  ${line}`);

type Operation = typeof scale | typeof restart;

/** Explains first, and runs what is allowed. */
function attempt<F extends Operation>(
  title: string,
  person: Person,
  operation: F,
  args: Parameters<F>,
): void {
  const explanation = runtime.explainCall(operation, { args, ctx: person });
  console.log(
    `${title}: ${explanation.effect}${explanation.effect === "allow" ? "" : `, since ${inWords(explanation)}`}`,
  );
  if (explanation.effect === "allow") (operation as (...args: Parameters<F>) => void)(...args);
}

/** Every rule that stands in the way, and not only the first. */
function inWords({ effect, rules }: Explanation): string {
  const standing = rules.filter(
    (rule) => rule.effect === effect && ["matched", "assumed"].includes(rule.status),
  );
  if (standing.length === 0) return "no rule allows it";
  return standing.map(({ id, place }) => `${id} (${place?.path}:${place?.line})`).join("\n  and ");
}
