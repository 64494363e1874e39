// Step 8, all together: the tools of MCP servers, each admitted, and only those offered that could ever be used.
//
//     npx tsx examples/mcp-tools/main.ts

import { fileURLToPath } from "node:url";
import { Actra, ActraApprovalRequiredError, ActraError, ActraPolicyError, ActraRuntime } from "actra";

const policy = await Actra.fromDirectory(fileURLToPath(new URL(".", import.meta.url)));

type Arguments = Record<string, unknown>;
type Tool = (args: Arguments) => string;

// What the servers can do, and what they have done.
const files = new Map([["README.md", "# Shop"]]);
const pushed: string[] = [];
const servers: Record<string, Tool> = {
  "files.read": ({ path }) => files.get(String(path)) ?? "no such file",
  "files.write": ({ path, content }) => {
    files.set(String(path), String(content));
    return "written";
  },
  "git.push": ({ branch }) => `pushed ${pushed.push(String(branch))}`,
  "db.query": () => "3 rows",
  "mail.send": () => "sent",
  "shell.run": () => "anything at all",
};
/** Hashes of the tools' descriptions: `mail.send` says something else today. */
const pinned = new Map(Object.keys(servers).map((name) => [name, "a1"]));
const current = new Map([...pinned, ["mail.send", "f7"]]);

const runtime = new ActraRuntime(policy, {
  actor: async (client: string) => ({ client }),
  snapshot: async (_client, { action }) => ({
    server: { pinned: pinned.get(action.type), current: current.get(action.type) },
    interactive: true,
  }),
});

/** A tool that the policy does not know cannot be admitted, and so does not exist. */
const tools = new Map<string, (args: Arguments) => Promise<string>>();
for (const [name, tool] of Object.entries(servers)) {
  try {
    tools.set(name, runtime.admit(name, tool));
  } catch (error) {
    if (!(error instanceof ActraError)) throw error;
    console.log(`${name} is left out: ${error.code}\n`);
  }
}

/** `tools/list`: whatever the arguments may be, is there any that would not be blocked? */
function listFor(client: string): string[] {
  return [...tools.keys()].filter((name) => {
    const fields = policy.getSchema().actions.find((action) => action.name === name)!.fields;
    const unknown = fields.map((field) => `action.${field.name}`).filter((path) => path !== "action.type");
    const server = { pinned: pinned.get(name), current: current.get(name) };
    const input = { action: { type: name }, actor: { client }, snapshot: { server, interactive: true } };
    return policy.outcomes(input, { unknown }).effects.some((effect) => effect !== "block");
  });
}

for (const client of ["editor", "chat"]) console.log(`${client} is offered ${listFor(client).join(", ")}`);
console.log();

// `tools/call`
await call("chat", "files.read", { path: "README.md" });
await call("chat", "files.read", { path: "../../etc/passwd" });
await call("chat", "files.write", { path: "docs/usage.md", content: "No." });
await call("editor", "files.write", { path: "docs/usage.md", content: "Use it." });
await call("editor", "files.write", { path: "src/main.ts", content: "exit()" });
await call("editor", "git.push", { branch: "agent/usage" });
await call("editor", "git.push", { branch: "Main" });
await call("editor", "db.query", { tables: ["users"], is_write: false });
await call("editor", "mail.send", { to: "all@shop.example", text: "Hello" });
await call("editor", "shell.run", { command: "id" });

console.log(`\nFiles: ${[...files.keys()].join(", ")}. Pushed: ${pushed.join(", ")}.`);
console.log("\nWhy the source file has to be asked for:\n");
const write = { type: "files.write", path: "src/main.ts", content: "exit()" };
console.log(String(await runtime.explainAsync(write, "editor")));

async function call(client: string, name: string, args: Arguments): Promise<void> {
  const tool = tools.get(name);
  console.log(`${client}: ${name} ${JSON.stringify(args)}`);
  if (tool === undefined) return console.log("  no such tool");
  try {
    console.log(`  ${await runtime.run(client, () => tool(args))}`);
  } catch (error) {
    if (!(error instanceof ActraPolicyError)) throw error;
    const verb = error instanceof ActraApprovalRequiredError ? "has to be approved" : "blocked";
    console.log(`  ${verb} (${error.matchedRule}): ${error.decision.reason ?? "no rule allows it"}`);
  }
}
