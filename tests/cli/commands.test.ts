import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { explainWithChanges } from "../../src/analysis.ts";
import { disassemble, generateTypes, toStructured } from "../../src/authoring.ts";
import { Actra } from "../../src/index.ts";
import { SCHEMA_FILES } from "../../src/schemas/schema-files.ts";
import { LARGE, newFolder, POLICY, policyFolder, SMALL, TESTS } from "../support/cli/folders.ts";
import { actra } from "../support/cli/in-process.ts";

// Each command from its words to output and exit code, without a process.

const json = (value: unknown) => JSON.stringify(value);
const access = policyFolder();
const program = join(newFolder(), "access.actra");
const HASH = /^[0-9a-f]{64}$/;

async function programFile(): Promise<string> {
  if (!existsSync(program)) await actra(["compile", access, "-o", program]);
  return program;
}

describe("init", () => {
  it("writes a policy that compiles without a warning and passes its tests", async () => {
    const folder = join(newFolder(), "new", "access");
    const { code, out } = await actra(["init", folder]);
    expect(code).toBe(0);
    expect(out).toContain(`next: actra test ${folder}`);
    expect(await actra(["check", folder, "--max-warnings", "0"])).toMatchObject({ code: 0 });
    const tested = await actra(["test", folder]);
    expect(tested.out).toContain("8 passed");
    expect(tested.code).toBe(0);
    expect(await actra(["fmt", folder, "--check"])).toMatchObject({ code: 0, out: "" });
    expect(readFileSync(join(folder, "policy.yaml"), "utf8")).toContain("default: block");
  });

  it("says what to do next as a shell takes it", async () => {
    const folder = join(newFolder(), "ann's policy");
    const { out } = await actra(["init", folder]);
    expect(out).toContain(`next: actra test '${folder.replace("'", "'\\''")}'\n`);
  });

  it.each(["schema.yaml", "policy.yml", "policies", "policy.test.yml"])("leaves %s alone", async (name) => {
    const folder = newFolder();
    writeFileSync(join(folder, name), "mine");
    const { code, err } = await actra(["init", folder]);
    expect(code).toBe(2);
    expect(err).toContain(`\`${name}\``);
    expect(readdirSync(folder)).toEqual([name]);
    expect(readFileSync(join(folder, name), "utf8")).toBe("mine");
  });

  it.each([
    ["new/access", "../../node_modules/actra", ["node_modules/actra"]],
    ["packages/one", "node_modules/actra", ["node_modules/actra", "packages/one/node_modules/actra"]],
  ])("names the schemas of the package in %s", async (place, expected, installed) => {
    const root = newFolder();
    for (const path of installed) mkdirSync(join(root, path), { recursive: true });
    const folder = join(root, place);
    await actra(["init", folder]);
    const headers = readdirSync(folder)
      .filter((name) => name.endsWith(".yaml"))
      .map((name) => [name, readFileSync(join(folder, name), "utf8").split("\n")[0]]);
    expect(Object.fromEntries(headers)).toEqual({
      "schema.yaml": `# yaml-language-server: $schema=${expected}/dist/schemas/schema.json`,
      "policy.yaml": `# yaml-language-server: $schema=${expected}/dist/schemas/policy.json`,
      "governance.yaml": `# yaml-language-server: $schema=${expected}/dist/schemas/governance.json`,
      "policy.test.yaml": `# yaml-language-server: $schema=${expected}/dist/schemas/tests.json`,
    });
    expect(Object.keys(SCHEMA_FILES).sort()).toEqual([
      "governance.json",
      "policy.json",
      "schema.json",
      "tests.json",
    ]);
  });

  it("writes through no link", async () => {
    const folder = newFolder();
    const outside = join(newFolder(), "outside.yaml");
    symlinkSync(outside, join(folder, "governance.yaml"));
    expect((await actra(["init", folder])).code).toBe(2);
    expect(existsSync(outside)).toBe(false);
  });

  it.each([
    [join(access, "policy.yaml"), "is there already"],
    [join(access, "policy.yaml", "below"), "is there already"],
    ["/proc/no-such-place", "cannot be written"],
  ])("has no place at %s", async (folder, message) => {
    const { code, err } = await actra(["init", folder]);
    expect(err).toContain(message);
    expect(code).toBe(2);
  });

  it("says what it wrote as JSON", async () => {
    const folder = newFolder();
    const { out } = await actra(["init", folder, "--format", "json"]);
    expect(JSON.parse(out).files.map((path: string) => existsSync(path))).toEqual([true, true, true, true]);
  });
});

describe("check", () => {
  const late = policyFolder({
    "policy.yaml": POLICY.replace("effect: block\n", "effect: block\n    expires: 2025-06-30\n"),
  });
  const warned = policyFolder({
    "policy.yaml": POLICY.replace("when: snapshot.fraud_flag", 'when: action.currency.startsWith("")'),
    "governance.yaml": "version: 1\ngovernance: { rules: [] }\n",
  });

  it("has nothing to say about a good policy", async () => {
    expect(await actra(["check", access])).toMatchObject({
      code: 0,
      out: "✓ nothing to complain about\n",
      err: "",
    });
    expect(JSON.parse((await actra(["check", access, "--format", "json"])).out)).toEqual({
      passed: true,
      diagnostics: [],
      more: 0,
    });
  });

  it("shows each error with its file as seen from here", async () => {
    const bad = policyFolder({ "policy.yaml": POLICY.replace("snapshot.fraud_flag", "snapshot.fraud_flg") });
    const { code, out } = await actra(["check", bad]);
    expect(code).toBe(2);
    expect(out).toContain(`${bad}/policy.yaml:7:20`);
    expect(out).toContain("did you mean `fraud_flag`?");
    expect(out).toMatch(/\n\d errors?\n$/);
  });

  it("is 1 with more warnings than may be", async () => {
    const { out } = await actra(["check", warned, "--format", "json"]);
    const { passed, diagnostics } = JSON.parse(out);
    expect(passed).toBe(true);
    expect(diagnostics.length).toBeGreaterThan(0);
    const most = String(diagnostics.length);
    expect((await actra(["check", warned, "--max-warnings", most])).code).toBe(0);
    const over = await actra(["check", warned, "--max-warnings", String(diagnostics.length - 1)]);
    expect(over.code).toBe(1);
    expect(over.out).toContain("more than `--max-warnings`");
  });

  it("counts the warnings that are not shown", async () => {
    const rules = Array.from(
      { length: 150 },
      (_, number) =>
        `  - { id: r${number}, scope: { action: refund }, when: 'action.currency.startsWith("")', effect: block }`,
    );
    const many = policyFolder({
      "policy.yaml": ["version: 1", "default: block", "rules:", ...rules, ""].join("\n"),
      "governance.yaml": "version: 1\ngovernance: { rules: [] }\n",
    });
    const { diagnostics, more } = JSON.parse((await actra(["check", many, "--format", "json"])).out);
    expect(more).toBeGreaterThan(0);
    expect((await actra(["check", many, "--max-warnings", String(diagnostics.length)])).code).toBe(1);
    expect((await actra(["check", many, "--max-warnings", String(diagnostics.length + more)])).code).toBe(0);
  });

  it("warns of rules that have expired today, and fails by a given day", async () => {
    const today = await actra(["check", late, "--format", "json"]);
    expect(today.code).toBe(0);
    expect(JSON.parse(today.out).diagnostics).toMatchObject([
      { code: "rule-expired-warning", severity: "warning" },
    ]);
    expect((await actra(["check", late], { today: new Date("2025-01-01") })).out).toContain(
      "nothing to complain",
    );
    expect((await actra(["check", late, "--as-of", "2025-07-01"])).code).toBe(2);
    expect((await actra(["check", late, "--as-of", "2025-06-30"])).code).toBe(0);
    expect((await actra(["check", late, "--as-of", "yesterday"])).out).toContain("invalid-as-of");
  });

  it("takes whole numbers alone", async () => {
    for (const number of ["-1", "1.5", "many", "1e3"]) {
      const { code, err } = await actra(["check", access, "--max-warnings", number]);
      expect(code).toBe(2);
      expect(err).toContain("whole number");
    }
    for (const port of ["65536", "99999", "-1"])
      expect((await actra(["serve", access, "--port", port])).err).toContain("from 0 to 65535");
  });
});

describe("eval", () => {
  it("is 0 for allow alone", async () => {
    const allowed = await actra(["eval", access], { input: json(SMALL) });
    expect(allowed).toMatchObject({ code: 0, out: "refund → allow by rule refund_in_limits\n", err: "" });
    const approval = await actra(["eval", access], { input: json(LARGE) });
    expect(approval.code).toBe(1);
    expect(approval.out).toContain("require_approval by rule large_refund\n  reason: Refunds above 500.00");
    const blocked = await actra(["eval", access], { input: json({ ...SMALL, snapshot: {} }) });
    expect(blocked.code).toBe(1);
    expect(blocked.out).toContain("missing: snapshot.fraud_flag");
  });

  it("gives the decision as JSON", async () => {
    const { out } = await actra(["eval", access, "--format", "json"], { input: json(LARGE) });
    const policy = await Actra.fromDirectory(access);
    expect(JSON.parse(out)).toEqual(policy.evaluate(LARGE));
  });

  it("reads JSON and YAML from files, and takes a program", async () => {
    const input = join(newFolder(), "input.yaml");
    writeFileSync(
      input,
      "action: { type: refund, amount: 1, currency: EUR }\nactor: { role: support }\nsnapshot: { fraud_flag: false }\n",
    );
    expect((await actra(["eval", await programFile(), "--input", input])).code).toBe(0);
    const bytes = readFileSync(program);
    expect((await actra(["eval", "-", "--input", input], { input: bytes })).code).toBe(0);
  });

  it.each([
    [
      "a wrong type",
      json({ ...SMALL, action: { ...SMALL.action, amount: "ten" } }),
      "error INPUT_TYPE: `action.amount`",
    ],
    ["an undeclared action", json({ ...SMALL, action: { type: "other" } }), "INPUT_ACTION"],
    ["no map", "[1, 2]", "INPUT_TYPE"],
    ["text", "hello", "INPUT_TYPE"],
    ["a key twice", '{"action": {"type": "refund", "amount": 1, "amount": 2}}', "duplicate-key"],
    [
      "a number that loses digits",
      '{"action": {"type": "refund", "amount": 9007199254740993}}',
      "unsafe-integer",
    ],
    ["half a document", '{"action": ', "yaml-syntax"],
    ["nothing", " \n", "standard input is empty\n  help: name its file by `--input`"],
    ["no text", new Uint8Array([0x7b, 0xff, 0x7d]), "is not UTF-8 text"],
    ["more than there may be", " ".repeat(4 * 1024 * 1024 + 1), "has more than 4194304 bytes"],
  ])("is 2 for %s", async (_name, input, message) => {
    const { code, out, err } = await actra(["eval", access], { input });
    expect(err).toContain(message);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    const data = await actra(["eval", access, "--format", "json"], { input });
    expect(data.err).toBe("");
    expect(JSON.parse(data.out)).toMatchObject({ error: { code: expect.any(String) } });
    expect(data.code).toBe(2);
  });

  it("points at what is wrong, and shows no line that may be sensitive", async () => {
    const schema =
      "version: 1\nactions: { pay: { fields: { card: { type: string, sensitive: true }, amount: number } } }\n";
    const policy =
      "version: 1\ndefault: allow\nrules:\n  - { id: large, scope: { action: pay }, when: action.amount > 1 && action.card != 'x', effect: block }\n";
    const folder = policyFolder({
      "schema.yaml": schema,
      "policy.yaml": policy,
      "governance.yaml": "version: 1\ngovernance: { rules: [] }\n",
    });
    const { err } = await actra(["eval", folder], {
      input: '{"action": {"type": "pay", "card": "4111",\n "amount": "ten"}}',
    });
    expect(err).toMatch(/INPUT_TYPE.*\nstandard input:2:12\n$/);
    const secret = await actra(["eval", folder], {
      input: '{"action": {"type": "pay", "card": 4111, "amount": 1}}',
    });
    expect(secret.err).toContain("[redacted]");
    expect(secret.err).not.toContain("4111");
  });

  it("asks for an input that nobody pipes in", async () => {
    const { code, err } = await actra(["eval", access], { inputIsTyped: true });
    expect(code).toBe(2);
    expect(err).toContain("name its file by `--input`");
    expect((await actra(["eval", "-", "--input", "-"])).err).toContain("cannot both be standard input");
  });
});

describe("diff", () => {
  it("says what is decided differently, as text, JSON and Markdown", async () => {
    const other = policyFolder({
      "policy.yaml": POLICY.replace("> 50000", "> 20000"),
    });
    const same = await actra(["diff", access, access]);
    expect(same).toMatchObject({ code: 0, out: expect.stringContaining("equivalent") });
    const { code, out } = await actra(["diff", access, other]);
    expect(code).toBe(1);
    expect(out).toContain("require_approval");
    const data = JSON.parse((await actra(["diff", access, other, "--format", "json"])).out);
    expect(data).toMatchObject({ equivalent: false, unclear: [], notCompared: [] });
    expect(data.regions[0].after.effect).toBe("require_approval");
    expect((await actra(["diff", access, other, "--format", "markdown"])).out).toContain("#### Now stricter");
  });

  it("takes two directories", async () => {
    const { code, err } = await actra(["diff", access]);
    expect(code).toBe(2);
    expect(err).toContain("takes two policy directories");
  });
});

describe("explain", () => {
  it("says why, with the exit code of the decision", async () => {
    const { code, out } = await actra(["explain", access], { input: json(LARGE) });
    const policy = await Actra.fromDirectory(access);
    expect(out).toBe(`${explainWithChanges(policy, LARGE)}\n`);
    expect(out).toContain("\nwould be less strict:\n");
    expect(code).toBe(1);
    const data = await actra(["explain", access, "--format", "json"], { input: json(SMALL) });
    expect(JSON.parse(data.out)).toEqual(JSON.parse(json(explainWithChanges(policy, SMALL))));
    expect(data.code).toBe(0);
  });

  it("does without what could be changed for a program, which has no rules to look at", async () => {
    const file = join(newFolder(), "access.actra");
    await actra(["compile", access, "--output", file]);
    const { out } = await actra(["explain", file], { input: json(LARGE) });
    expect(out).not.toContain("would be less strict");
  });

  it("has the same words in colour", async () => {
    const { out } = await actra(["explain", access], { input: json(LARGE) });
    const shown = await actra(["explain", access], { input: json(LARGE), color: true });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
    const plain = shown.out.replaceAll(/\u001b\[\d+m/g, "");
    expect(plain).toBe(out);
    expect(shown.out).not.toBe(out);
  });
});

describe("test", () => {
  const failing = policyFolder({
    "policy.test.yaml": TESTS.replace("rule: refund_in_limits }", "rule: fraud_hold }"),
  });

  it("is 1 when a case fails, and says what came", async () => {
    const { code, out } = await actra(["test", failing]);
    expect(code).toBe(1);
    expect(out).toContain("rule: expected fraud_hold, got refund_in_limits");
    expect(out).toContain("7 passed, 1 failed");
  });

  it("filters and stops", async () => {
    expect((await actra(["test", failing, "--filter", "large refunds"])).out).toContain(
      "4 passed, 4 skipped",
    );
    expect((await actra(["test", failing, "--bail"])).out).toContain("1 failed, 7 skipped");
    const none = await actra(["test", failing, "--filter", "no such case"]);
    expect([none.code, none.err]).toEqual([
      1,
      "error: no case has `no such case` in its path, name or values\n",
    ]);
  });

  it("is 2 when there is nothing to run, or it cannot be run", async () => {
    const none = newFolder();
    for (const name of ["schema.yaml", "policy.yaml"])
      writeFileSync(join(none, name), readFileSync(join(access, name)));
    const { code, out } = await actra(["test", none]);
    expect(out).toContain("there is no test file");
    expect(code).toBe(2);
    const broken = policyFolder({ "policy.test.yaml": "version: 1\ntests: [" });
    expect((await actra(["test", broken])).code).toBe(2);
    const uncompiled = policyFolder({ "policy.yaml": "version: 2" });
    expect(await actra(["test", uncompiled])).toMatchObject({ code: 2, out: "" });
  });

  it.each([
    [["--mutation-score", "90"], "`--mutation-score` goes with `--mutate`"],
    [["--update"], "`--update` goes with `--boundaries`"],
    [["--mutate", "--boundaries"], "`--boundaries` and `--mutate` are two runs"],
    [["--mutation-score", "90", "--boundaries"], "`--mutation-score` goes with `--mutate`"],
  ])("refuses %s, of which something would not be done", async (options, message) => {
    const { code, err } = await actra(["test", access, ...options]);
    expect(err).toContain(message);
    expect(code).toBe(2);
  });

  it("says once that a file cannot be read", async () => {
    const folder = policyFolder();
    rmSync(join(folder, "policy.test.yaml"));
    mkdirSync(join(folder, "policy.test.yaml"));
    const { code, out } = await actra(["test", folder]);
    expect(code).toBe(2);
    expect(out).toBe(
      `error unreadable-file: \`${folder}/policy.test.yaml\` is a folder\n\nnothing was tested\n`,
    );
  });

  it("is 1 when the policy is not the one that is pinned", async () => {
    const pinned = policyFolder({
      "policy.test.yaml": TESTS.replace("version: 1\n", `version: 1\npolicy_hash: "${"0".repeat(64)}"\n`),
    });
    const { code, out } = await actra(["test", pinned]);
    expect(out).toContain("policy-hash-differs");
    expect(code).toBe(1);
  });
});

describe("hash", () => {
  it("prints it alone, and says when it is a claim", async () => {
    const { code, out, err } = await actra(["hash", access]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out.trimEnd()).toMatch(HASH);
    const claimed = await actra(["hash", await programFile()]);
    expect(claimed.out).toBe(out);
    expect(claimed.err).toContain("stated by the file itself");
    expect(JSON.parse((await actra(["hash", program, "--format", "json"])).out)).toEqual({
      policy_hash: out.trimEnd(),
      claimed: true,
    });
  });
});

describe("compile", () => {
  it("writes a program that decides the same", async () => {
    const policy = await Actra.fromDirectory(access);
    const { code, out } = await actra(["compile", access, "-o", program]);
    expect(code).toBe(0);
    expect(out).toContain(policy.policyHash());
    expect(Buffer.compare(readFileSync(program), policy.toBytes())).toBe(0);
    expect((await actra(["compile", access])).bytes).toEqual(Buffer.from(policy.toBytes()));
    const stripped = await actra(["compile", access, "-o", "-", "--strip"]);
    expect(stripped.bytes).toEqual(Buffer.from(policy.toBytes({ debug: false })));
    const data = JSON.parse((await actra(["compile", access, "-o", program, "--format", "json"])).out);
    expect(data).toEqual({ path: program, bytes: policy.toBytes().length, policy_hash: policy.policyHash() });
  });

  it("keeps a program off the screen, and off JSON", async () => {
    expect(await actra(["compile", access], { outputIsShown: true })).toMatchObject({ code: 2, out: "" });
    expect(await actra(["compile", access, "--format", "json"])).toMatchObject({ code: 2 });
  });

  it("leaves what was there when it fails", async () => {
    const folder = newFolder();
    const output = join(folder, "access.actra");
    writeFileSync(output, "old");
    const bad = policyFolder({ "policy.yaml": "version: 2" });
    expect((await actra(["compile", bad, "-o", output])).code).toBe(2);
    expect(readFileSync(output, "utf8")).toBe("old");
    expect((await actra(["compile", access, "-o", folder])).err).toContain("is a folder");
    expect((await actra(["compile", access, "-o", join(folder, "no", "x")])).err).toContain(
      "cannot be written (ENOENT)",
    );
    expect((await actra(["compile", access, "-o", join(folder, "x".repeat(300))])).err).toContain(
      "ENAMETOOLONG",
    );
    expect(readdirSync(folder)).toEqual(["access.actra"]);
  });
});

describe("inspect", () => {
  it("says what is in a program, and what is only claimed", async () => {
    const { code, out } = await actra(["inspect", await programFile(), "--disassemble"]);
    expect(code).toBe(0);
    expect(out).toContain("a claim: stated by the file itself, verified by no signature");
    expect(out).toContain("large_refund require_approval");
    expect(out).toContain(disassemble(readFileSync(program)));
    const own = await actra(["inspect", access, "--format", "json"]);
    expect(JSON.parse(own.out)).toMatchObject({
      claimed: false,
      debug: true,
      actions: ["refund"],
      settings: { default: "block" },
    });
    expect(JSON.parse(own.out).listing).toBeUndefined();
  });

  it("takes no other file for a program", async () => {
    for (const [name, content] of [
      ["policy.yaml", POLICY],
      ["empty.actra", ""],
      ["zeros.actra", "\0".repeat(100)],
    ] as const) {
      const path = join(newFolder(), name);
      writeFileSync(path, content);
      const { code, err } = await actra(["inspect", path]);
      expect(code).toBe(2);
      expect(err).toMatch(/not an Actra program.*\n {2}help: /);
    }
  });

  it("says where a program is damaged", async () => {
    const bytes = readFileSync(await programFile());
    bytes[40]! ^= 1;
    const { code, err } = await actra(["inspect", "-"], { input: bytes });
    expect(code).toBe(2);
    expect(err).toMatch(/^error: standard input: .*\(at byte \d+\)\n$/);
  });
});

describe("types", () => {
  it("writes what `generateTypes` gives", async () => {
    const policy = await Actra.fromDirectory(access);
    const text = generateTypes(policy.getSchema(), { name: "RefundTypes" });
    expect((await actra(["types", access, "--name", "RefundTypes"])).out).toBe(text);
    const output = join(newFolder(), "types.ts");
    expect((await actra(["types", access, "--name", "RefundTypes", "-o", output])).out).toBe(
      `wrote ${output}\n`,
    );
    expect(readFileSync(output, "utf8")).toBe(text);
    expect(JSON.parse((await actra(["types", access, "--format", "json"])).out).types).toContain(
      "SchemaTypes",
    );
    expect(await actra(["types", access, "--name", "no name"])).toMatchObject({ code: 2 });
  });
});

describe("fmt", () => {
  const untidy = POLICY.replace("version: 1\n", "version:   1\n");

  it("prints one file, from standard input too", async () => {
    expect(await actra(["fmt", "-"], { input: untidy })).toMatchObject({ code: 0, out: POLICY });
    expect(await actra(["fmt", "-", "--to", "structured"], { input: POLICY })).toMatchObject({
      out: toStructured(POLICY),
    });
    expect((await actra(["fmt", join(access, "policy.yaml")])).out).toBe(POLICY);
    expect(await actra(["fmt", "-", "--check"], { input: untidy })).toMatchObject({
      code: 1,
      out: "not formatted: standard input\n",
    });
  });

  it("checks and writes a directory", async () => {
    const folder = policyFolder({ "policy.yaml": untidy });
    const path = join(folder, "policy.yaml");
    chmodSync(path, 0o640);
    expect(await actra(["fmt", folder, "--check"])).toMatchObject({
      code: 1,
      out: `not formatted: ${path}\n`,
    });
    expect(readFileSync(path, "utf8")).toBe(untidy);
    expect(await actra(["fmt", folder, "--write"])).toMatchObject({ code: 0, out: `formatted ${path}\n` });
    expect(readFileSync(path, "utf8")).toBe(POLICY);
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(await actra(["fmt", folder, "--write"])).toMatchObject({ code: 0, out: "" });
    expect(readdirSync(folder).length).toBe(4);
  });

  it("writes to where a link leads", async () => {
    const folder = newFolder();
    const [path, link] = [join(folder, "real.yaml"), join(folder, "link.yaml")];
    writeFileSync(path, untidy);
    symlinkSync(path, link);
    expect((await actra(["fmt", link, "--write"])).code).toBe(0);
    expect(readFileSync(path, "utf8")).toBe(POLICY);
    expect(readdirSync(folder)).toEqual(["link.yaml", "real.yaml"]);
  });

  it("writes nothing when one of several files is bad", async () => {
    const folder = policyFolder({ "policy.yaml": untidy, "policies/more.yaml": "version: 1\nrules: 7\n" });
    const { code, err } = await actra(["fmt", folder, "--write"]);
    expect(code).toBe(2);
    expect(err).toContain("policies/more.yaml:2:8");
    expect(readFileSync(join(folder, "policy.yaml"), "utf8")).toBe(untidy);
  });

  it("does not guess", async () => {
    const several = policyFolder({ "policies/more.yaml": "version: 1\nrules: []\n" });
    expect((await actra(["fmt", several])).err).toContain("say `--write` or `--check`");
    expect(JSON.parse((await actra(["fmt", several, "--format", "json"])).out).files).toHaveLength(2);
    expect((await actra(["fmt", "-", "--write"], { input: POLICY })).code).toBe(2);
    expect((await actra(["fmt", several, "--write", "--check"])).code).toBe(2);
    expect((await actra(["fmt", several, "--to", "prose"])).err).toContain("expression, structured");
  });
});
