import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { Actra } from "../src/index.ts";
import { loadTests, runTests } from "../src/testing.ts";

// Test files on disk, beside the policy.

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), "actra-"));
  folders.push(folder);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

const TEST =
  "version: 1\ntests: [{ name: one, input: { action: { type: ping } }, expect: { effect: allow } }]\n";
const DOCUMENTS = {
  "schema.yaml": "version: 1\nactions: { ping: {} }\n",
  "policy.yaml": "version: 1\ndefault: allow\nrules: []\n",
};

async function pathsIn(folder: string): Promise<readonly string[]> {
  const { sources, findings } = await loadTests(folder);
  expect(findings).toEqual([]);
  return sources.map(({ path }) => path.slice(folder.length + 1));
}

it("stand beside the policy, and in the folder of policies", async () => {
  const folder = folderOf({
    ...DOCUMENTS,
    "b.test.yaml": TEST,
    "a.test.yml": TEST,
    "test.yaml": TEST,
    ".hidden.test.yaml": TEST,
    "notes.test.txt": TEST,
    "policies/deep/c.test.yaml": TEST,
    "policies/c.yaml": "version: 1\nrules: []\n",
    "policies/.hidden/d.test.yaml": TEST,
    "node_modules/other/e.test.yaml": TEST,
  });
  expect(await pathsIn(folder)).toEqual(["a.test.yml", "b.test.yaml", "policies/deep/c.test.yaml"]);
  expect(await pathsIn(folder)).toEqual(await pathsIn(`${folder}`));
  expect((await loadTests(`${folder}/`)).sources.map(({ path }) => path)).toContain(`${folder}/b.test.yaml`);
});

it("run against the policy of the same directory", async () => {
  const folder = folderOf({ ...DOCUMENTS, "a.test.yaml": TEST });
  const report = runTests(await Actra.fromDirectory(folder), await loadTests(folder));
  expect(report).toMatchObject({ passed: true, totals: { passed: 1 } });
});

it("that are not there are an error of the run", async () => {
  const folder = folderOf(DOCUMENTS);
  const policy = await Actra.fromDirectory(folder);
  const codes = async (directory: string) =>
    runTests(policy, await loadTests(directory)).diagnostics.map(({ code, message }) => [code, message]);
  expect(await codes(folder)).toEqual([["tests-nothing", "there is no test file"]]);
  expect(await codes(join(folder, "nowhere"))).toContainEqual([
    "missing-file",
    `there is no directory \`${join(folder, "nowhere")}\``,
  ]);
});

it("that cannot be read are an error of the run", async () => {
  const folder = folderOf({
    "a.test.yaml/in.txt": "",
    "b.test.yaml": new Uint8Array([0xff]),
    "c.test.yaml": TEST,
    "c.test.yml": TEST,
    "policies/d.test.yaml": TEST,
  });
  symlinkSync("..", join(folder, "policies/loop"));
  const { sources, findings } = await loadTests(folder);
  expect(sources).toHaveLength(2);
  expect(findings.map(({ code, message }) => [code, message.replaceAll(`${folder}/`, "")])).toEqual([
    ["two-spellings", "both `c.test.yaml` and `c.test.yml` are there"],
    ["unreadable-file", "`a.test.yaml` is a folder"],
    ["unreadable-file", "`b.test.yaml` is not UTF-8 text"],
  ]);
});
