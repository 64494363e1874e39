import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Actra } from "actra";
import { expect, it } from "vitest";
import { ACTRA } from "../command-line.ts";
import { clientOf, EVERYTHING, FILESYSTEM, folderOf } from "./proxied.ts";

// `actra mcp schema` of published servers, and a policy over what it writes.

const written = (...words: readonly string[]) =>
  execFileSync(process.execPath, [ACTRA, "mcp", "schema", ...words], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });

it("is a schema of the filesystem server's tools, under which they run", async () => {
  const folder = folderOf({ "policy.yaml": "{ version: 1, default: allow, rules: [] }" });
  const place = folderOf({ "a.txt": "one" });
  const schema = join(folder, "schema.yaml");
  expect(written("--output", schema, "--", process.execPath, FILESYSTEM, place)).toContain("tools\n");
  expect(readFileSync(schema, "utf8")).toContain("  edit_file:\n");
  const client = await clientOf(["--policy", folder], [FILESYSTEM, place]);
  const { tools } = await client.listTools();
  expect(tools.length).toBeGreaterThan(10);
  const edits = [{ oldText: "one", newText: "two" }];
  const edited = await client.callTool({
    name: "edit_file",
    arguments: { path: join(place, "a.txt"), edits },
  });
  expect(edited.isError).toBeUndefined();
  expect(readFileSync(join(place, "a.txt"), "utf8")).toBe("two");
  const more = { path: join(place, "a.txt"), edits: [{ ...edits[0], force: true }] };
  expect((await client.callTool({ name: "edit_file", arguments: more })).isError).toBe(true);
});

it("is a schema of the everything server's tools", () => {
  const schema = written("--prefix", "demo.", "--", process.execPath, EVERYTHING, "stdio");
  const policy = Actra.compile({ schema, policy: "{ version: 1, rules: [] }" });
  expect(policy.getSchema().actions.map(({ name }) => name)).toContain("demo.get-sum");
});

it("is an error where there is no server", () => {
  const folder = folderOf({});
  writeFileSync(join(folder, "silent.mjs"), "process.exit(5)");
  expect(() => written("--", process.execPath, join(folder, "silent.mjs"))).toThrow(
    "gave no list of its tools",
  );
});
