import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { analyse } from "../src/compiler/analyse.ts";
import type { FoundFiles } from "../src/compiler/sources.ts";
import { readDirectory } from "../src/files/directory.ts";
import { readFiles } from "../src/files/files.ts";
import { DOCUMENT_LIMITS } from "../src/language/limits.ts";

const SCHEMA = "version: 1\nactions: { refund: {} }\n";
const POLICY = "version: 1\nrules: []\n";
const GOVERNANCE = "version: 1\ngovernance: { rules: [] }\n";

const made: string[] = [];

/** A folder with these files; a path that ends with `/` is a folder, a text that begins with `->` a link. */
function folder(contents: Record<string, string | Uint8Array>): string {
  const root = mkdtempSync(join(tmpdir(), "actra-"));
  made.push(root);
  for (const [path, content] of Object.entries(contents)) {
    const file = join(root, path);
    mkdirSync(path.endsWith("/") ? file : dirname(file), { recursive: true });
    if (path.endsWith("/")) continue;
    if (typeof content === "string" && content.startsWith("->")) symlinkSync(content.slice(2), file);
    else writeFileSync(file, content);
  }
  return root;
}

afterEach(() => {
  for (const root of made.splice(0)) rmSync(root, { recursive: true });
});

function pathsOf({ sources: { schema, policies, governance } }: FoundFiles): (string | undefined)[] {
  return [schema?.path, ...policies.map(({ path }) => path), governance?.path];
}

/** Messages without the folder that this test made. */
function codesOf({ findings }: FoundFiles): [string, string][] {
  const short = (message: string) => made.reduce((text, root) => text.replaceAll(`${root}/`, ""), message);
  return findings.map(({ code, message }) => [code, short(message)]);
}

describe("a policy directory", () => {
  it("has a schema, a policy and maybe a governance document", async () => {
    const found = await readDirectory(
      folder({ "schema.yaml": SCHEMA, "policy.yaml": POLICY, "governance.yaml": GOVERNANCE }),
    );
    expect(found).toEqual({
      sources: {
        schema: { path: "schema.yaml", text: SCHEMA },
        policies: [{ path: "policy.yaml", text: POLICY }],
        governance: { path: "governance.yaml", text: GOVERNANCE },
      },
      findings: [],
    });
    expect(analyse(found).policy).toBeDefined();
  });

  it("has policies in folders, in the order of their paths", async () => {
    const root = folder({
      "schema.yml": SCHEMA,
      "policy.yml": POLICY,
      "policies/z.yaml": POLICY,
      "policies/a.yml": POLICY,
      "policies/a/b/c.yaml": POLICY,
      "policies/B.yaml": POLICY,
    });
    const found = await readDirectory(`${root}/`);
    const inOrder = [
      "policies/B.yaml",
      "policies/a.yml",
      "policies/a/b/c.yaml",
      "policies/z.yaml",
      "policy.yml",
    ];
    expect(pathsOf(found)).toEqual(["schema.yml", ...inOrder, undefined]);
    expect(found.findings).toEqual([]);
  });

  it("leaves alone what is no document", async () => {
    const root = folder({
      "schema.yaml": SCHEMA,
      "policy.yaml": POLICY,
      "policy.test.yaml": "",
      "actra.config.yaml": "",
      "README.md": "",
      "policies/README.md": "",
      "policies/notes": "",
      "policies/refund.test.yml": "",
      "policies/.hidden.yaml": "",
      "policies/.git/x.yaml": "",
      "policies/empty/": "",
    });
    const found = await readDirectory(root);
    expect(pathsOf(found)).toEqual(["schema.yaml", "policy.yaml", undefined]);
    expect(found.findings).toEqual([]);
  });

  it("has to be there", async () => {
    const file = folder({ file: "" });
    for (const path of [join(file, "nowhere"), join(file, "file")]) {
      const found = await readDirectory(path);
      expect(found.findings.map(({ code, message }) => [code, message])).toEqual([
        ["missing-file", `there is no directory \`${path}\``],
      ]);
      expect(found.sources).toEqual({ policies: [] });
    }
  });

  it("has to be one that can be listed", async () => {
    // Longer than a name may be on any system: that is not the same as not being there.
    const path = join(folder({ file: "" }), "x".repeat(5_000));
    const { findings } = await readDirectory(path);
    expect(findings).toMatchObject([
      { code: "unreadable-file", message: `\`${path}\` cannot be read (ENAMETOOLONG)` },
    ]);
  });

  it("is named in what is wrong with it", async () => {
    const root = folder({ "policy.yaml": new Uint8Array([0xc3, 0x28]) });
    const { findings } = await readDirectory(root);
    expect(findings.map(({ message }) => message)).toEqual([
      `there is no \`${root}/schema.yaml\``,
      `\`${root}/policy.yaml\` is not UTF-8 text`,
    ]);
  });

  it("keeps a byte order mark, and refuses what is not UTF-8", async () => {
    const root = folder({ "schema.yaml": `\ufeff${SCHEMA}`, "policy.yaml": new Uint8Array([0xc3, 0x28]) });
    const found = await readDirectory(root);
    expect(found.sources.schema?.text).toBe(`\ufeff${SCHEMA}`);
    expect(codesOf(found)).toEqual([["unreadable-file", "`policy.yaml` is not UTF-8 text"]]);
  });

  it("does not read a file that is too large", async () => {
    const root = folder({ "schema.yaml": SCHEMA, "policy.yaml": POLICY });
    truncateSync(join(root, "policy.yaml"), 2 ** 40);
    expect(codesOf(await readDirectory(root))).toEqual([
      ["over-limit", `\`policy.yaml\` has ${2 ** 40} bytes, the limit is ${DOCUMENT_LIMITS.fileBytes}`],
    ]);
    const small = await readDirectory(root, { fileBytes: 10 });
    expect(codesOf(small).map(([code]) => code)).toEqual(["over-limit", "over-limit"]);
    const paths = ["schema.yaml", "policy.yaml"].map((name) => join(root, name)) as [string, string];
    const { findings } = await readFiles(...paths, undefined, { fileBytes: 10 });
    expect(findings.map(({ code }) => code)).toEqual(["over-limit", "over-limit"]);
  });
});

describe("a link", () => {
  it("is followed to a file and to a folder", async () => {
    const elsewhere = folder({ "s.txt": SCHEMA, "more/b.yaml": POLICY });
    const root = folder({
      "schema.yaml": `->${join(elsewhere, "s.txt")}`,
      "policies/a.yaml": POLICY,
      "policies/more": `->${join(elsewhere, "more")}`,
    });
    linkSync(join(root, "policies/a.yaml"), join(root, "policies/c.yaml"));
    const found = await readDirectory(root);
    expect(pathsOf(found)).toEqual([
      "schema.yaml",
      "policies/a.yaml",
      "policies/c.yaml",
      "policies/more/b.yaml",
      undefined,
    ]);
    expect(found.findings).toEqual([]);
  });

  it("in a loop ends", async () => {
    const root = folder({
      "schema.yaml": SCHEMA,
      "policies/a.yaml": POLICY,
      "policies/up": "->..",
      "policies/self": "->.",
      "policies/sub/top": "->../../policies",
      "policies/one": "->two",
      "policies/two": "->one",
    });
    const found = await readDirectory(root);
    expect(pathsOf(found)).toEqual(["schema.yaml", "policies/a.yaml", undefined]);
    expect(codesOf(found)).toEqual([
      ["unreadable-file", "`policies/one` cannot be read (ELOOP)"],
      ["unreadable-file", "`policies/two` cannot be read (ELOOP)"],
    ]);
  });

  it("to nowhere is a file that cannot be read, never an absent one", async () => {
    const root = folder({
      "schema.yaml": SCHEMA,
      "policy.yaml": POLICY,
      "governance.yaml": "->nowhere",
      "policies/a.yaml": "->nowhere",
      "policies/b": "->nowhere",
    });
    expect(codesOf(await readDirectory(root))).toEqual([
      ["unreadable-file", "`policies/b` cannot be read (ENOENT)"],
      ["unreadable-file", "`policies/a.yaml` cannot be read (ENOENT)"],
      ["unreadable-file", "`governance.yaml` cannot be read (ENOENT)"],
    ]);
  });

  it("to a device does not hang", async () => {
    const root = folder({ "schema.yaml": "->/dev/zero", "policy.yaml": POLICY });
    expect(codesOf(await readDirectory(root))).toEqual([["unreadable-file", "`schema.yaml` is no file"]]);
  });
});

describe("three paths", () => {
  it("lead to the documents, which are called by them", async () => {
    const root = folder({ s: SCHEMA, p: POLICY, g: GOVERNANCE });
    const [s, p, g] = ["s", "p", "g"].map((name) => join(root, name)) as [string, string, string];
    expect(pathsOf(await readFiles(s, p))).toEqual([s, p, undefined]);
    const found = await readFiles(s, p, g);
    expect(pathsOf(found)).toEqual([s, p, g]);
    expect(found.findings).toEqual([]);
    expect(analyse(found).policy).toBeDefined();
  });

  it("each have to lead to a file", async () => {
    const root = folder({ "folder/": "", link: "->nowhere" });
    const found = await readFiles(join(root, "none"), join(root, "folder"), join(root, "link"));
    expect(found.sources).toEqual({ policies: [] });
    expect(codesOf(found)).toEqual([
      ["missing-file", "there is no `none`"],
      ["unreadable-file", "`folder` is a folder"],
      ["unreadable-file", "`link` cannot be read (ENOENT)"],
    ]);
  });
});

describe("what was found", () => {
  it("is analysed as far as it is there", async () => {
    const found = await readDirectory(
      folder({ "policy.yaml": "version: 1\nrules: {}\n", "governance.yaml": "" }),
    );
    const { policy, diagnostics } = analyse(found);
    expect(policy).toBeUndefined();
    expect(diagnostics.map(({ code, span }) => [code, span?.source.path])).toEqual([
      ["missing-file", undefined],
      ["wrong-kind", "policy.yaml"],
      ["empty-document", "governance.yaml"],
    ]);
  });
});
