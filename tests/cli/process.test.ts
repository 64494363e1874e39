import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { COMMANDS } from "../../src/cli/command-table.ts";
import { VERSION } from "../../src/version.ts";
import { buildOnce, DIST, shell } from "../support/cli/built.ts";
import { LARGE, newFolder, policyFolder, SMALL } from "../support/cli/folders.ts";
import { readPage } from "../support/pages.ts";

// The built command as a process: pipes, terminals, exit codes, and the page about it.

buildOnce();

const folder = newFolder();
mkdirSync(join(folder, "access"));
const access = policyFolder();
const run = (script: string, env?: NodeJS.ProcessEnv) =>
  shell(script.replaceAll("ACCESS", access), folder, env);
const input = (value: unknown) => `echo '${JSON.stringify(value)}' | `;

describe("the command", () => {
  it("tells its version and its commands", () => {
    expect(run("actra --version")).toEqual({ code: 0, out: `${VERSION}\n`, err: "" });
    const { code, out } = run("actra --help");
    expect(code).toBe(0);
    for (const { name, summary } of COMMANDS) {
      expect(out).toContain(`  ${name} `);
      expect(run(`actra ${name} --help`).out.replaceAll(/\s+/g, " ")).toContain(summary);
    }
    for (const line of out.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  });

  it("is 0, 1 or 2", () => {
    expect(run(`${input(SMALL)}actra eval ACCESS`).code).toBe(0);
    expect(run(`${input(LARGE)}actra eval ACCESS`).code).toBe(1);
    expect(run(`${input({})}actra eval ACCESS`).code).toBe(2);
    expect(run("actra")).toMatchObject({ code: 2, out: "" });
    expect(run("actra chek")).toMatchObject({ code: 2, err: expect.stringContaining("Did you mean check?") });
    expect(run("actra check --fromat json")).toMatchObject({
      code: 2,
      err: expect.stringContaining("Did you mean --format?"),
    });
    expect(run("actra check --format jsn")).toMatchObject({
      code: 2,
      err: expect.stringContaining("pretty, json, github, sarif"),
    });
    expect(run("actra eval").code).toBe(2);
    expect(run("actra check ACCESS ACCESS").code).toBe(2);
  });

  it("shows a stack trace when it is asked to, and not before", () => {
    for (const words of ["hash nowhere", "eval ACCESS --input nowhere", "inspect /dev/null"]) {
      expect(run(`actra ${words}`).err).not.toMatch(/^ +at /m);
      expect(run(`actra ${words} --debug`).err).toMatch(/^ +at /m);
    }
  });

  it("needs no package but the dependencies", () => {
    const { dependencies } = JSON.parse(readPage("package.json"));
    const imported = readdirSync(DIST).flatMap((name) => {
      const code = readFileSync(join(DIST, name), "utf8");
      return [...code.matchAll(/\b(?:from|import|require)\s*\(?\s*"([@\w.][^"]*)"/g)].map(
        ([, specifier]) => specifier!,
      );
    });
    const packages = imported.filter((name) => !name.startsWith(".") && !isBuiltin(name));
    expect(packages.filter((name) => dependencies[name] === undefined)).toEqual([]);
    expect(imported.length).toBeGreaterThan(20);
  });

  it("is where package.json says", () => {
    expect(JSON.parse(readPage("package.json")).bin).toEqual({ actra: "dist/cli/actra.js" });
  });
});

describe("standard input and output", () => {
  it("compiles, inspects and decides through pipes", () => {
    expect(run("actra compile ACCESS | actra hash -").out).toBe(run("actra hash ACCESS").out);
    expect(
      run(`actra compile ACCESS --strip | actra eval - --input <(echo '${JSON.stringify(SMALL)}')`),
    ).toMatchObject({ code: 0 });
    expect(
      run(
        "actra fmt - --to structured < ACCESS/policy.yaml | actra fmt - --to expression | diff - ACCESS/policy.yaml",
      ),
    ).toMatchObject({ code: 0, out: "" });
  });

  it("bears a reader that stops", () => {
    const script = `actra explain ACCESS --format json --input <(echo '${JSON.stringify(LARGE)}') | true; echo \${PIPESTATUS[0]}`;
    expect(run(script)).toEqual({ code: 0, out: "1\n", err: "" });
    expect(run("actra inspect ACCESS --disassemble | head -n 1").err).toBe("");
    expect(run("actra --help | true")).toMatchObject({ err: "" });
  });

  it("is no success when the output is lost", () => {
    expect(run(`${input(SMALL)}actra eval ACCESS > /dev/full`).code).toBe(2);
  });

  it("stops reading what does not end", () => {
    expect(run("actra eval ACCESS < /dev/zero")).toMatchObject({
      code: 2,
      err: "error: standard input has more than 4194304 bytes\n",
    });
    expect(run("actra eval ACCESS --input /dev/zero").err).toContain("more than 4194304 bytes");
    expect(run("yes | actra fmt -").err).toContain("more than 4194304 bytes");
  });
});

describe("places that are of no use", () => {
  it.each([
    ["check", "there is no directory `nowhere`"],
    ["eval", "there is no directory `nowhere`"],
    ["test", "there is no directory `nowhere`"],
    ["hash", "there is no directory `nowhere`"],
    ["fmt", "there is no `nowhere`"],
  ])("%s", (name, message) => {
    const { code, out, err } = run(`actra ${name} nowhere < /dev/null`);
    expect(out + err).toContain(message);
    expect(code).toBe(2);
  });

  it("a file that may not be read, and one that is no text", () => {
    const broken = policyFolder();
    writeFileSync(join(broken, "policy.yaml"), new Uint8Array([0x00, 0xff, 0xfe]));
    for (const name of ["check", "hash", "test", "fmt"]) {
      const { code, out, err } = run(`actra ${name} ${broken}`);
      expect(out + err).toContain("is not UTF-8 text");
      expect(code).toBe(2);
    }
    const own = join(folder, "closed.yaml");
    writeFileSync(own, "");
    chmodSync(own, 0);
    const { code, err } = run("actra eval ACCESS --input closed.yaml");
    expect(err).toMatch(/cannot be read \(EACCES\)|is empty/);
    expect(code).toBe(2);
  });

  it("names that would steer the terminal", () => {
    const { err } = run("actra eval ACCESS --input $'a\\e[31mb\\nc'");
    expect(err).toBe("error: there is no `a\\u{1b}[31mb\\u{a}c`\n");
  });
});

describe("a terminal", () => {
  const shown = (words: string, env?: NodeJS.ProcessEnv) =>
    run(`script -qec "stty cols 80; ${words}" /dev/null < /dev/null`, env).out;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
  const COLOR = /\u001b\[\d+m/;
  const words = "actra check ACCESS; actra hash nowhere";

  it("has colours, and a pipe has none", () => {
    expect(shown(words)).toMatch(COLOR);
    expect(shown(words, { NO_COLOR: "1" })).not.toMatch(COLOR);
    expect(shown(words, { TERM: "dumb" })).not.toMatch(COLOR);
    const { out, err } = run(words);
    expect(out + err).not.toMatch(COLOR);
    expect(run(words, { CI: "true" }).out).not.toMatch(COLOR);
  });

  it("is not for programs, and does not wait for somebody to type", () => {
    expect(shown("actra compile ACCESS")).toContain("a program is no text for a terminal");
    expect(run('script -qec "actra eval ACCESS" /dev/null').out).toContain("there is no input");
  });
});

describe("docs/cli.md", () => {
  const page = readPage("docs/cli.md");
  const own = newFolder();
  const steps = [...page.matchAll(/```text\n(.*?)```/gs)].flatMap(([, block]) =>
    block!
      .split(/^\$ /m)
      .slice(1)
      .map((step) => {
        const end = step.indexOf("\n");
        return [step.slice(0, end), step.slice(end + 1)] as const;
      }),
  );

  it.each(steps)("$ %s", (script, expected) => {
    const { out, err } = shell(script, own);
    expect(out + err).toBe(expected);
  });

  it("has every command, option and format", () => {
    expect(steps.length).toBeGreaterThan(5);
    for (const { name, formats } of COMMANDS) {
      expect(page).toContain(`| \`${name} `);
      for (const format of formats) expect(page).toContain(`| \`${format}\` |`);
      const options = [...run(`actra ${name} --help`).out.matchAll(/^ +(?:-\w, )?(--[a-z-]+)/gm)].map(
        ([, option]) => option,
      );
      expect(options.filter((option) => option !== "--help" && !page.includes(option!))).toEqual([]);
    }
  });
});
