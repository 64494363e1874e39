import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { COMMANDS } from "../../src/cli/command-table.ts";
import { CI_RECIPES } from "../../src/cli/commands/ci-recipe.ts";
import { CI_SYSTEMS } from "../../src/cli/formats.ts";
import { VERSION } from "../../src/version.ts";
import { buildOnce, DIST, shell } from "../support/cli/built.ts";
import { LARGE, newFolder, policyFolder, SMALL } from "../support/cli/folders.ts";
import { readPage } from "../support/pages/pages.ts";

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
    const packages = imported.filter((name) => /^[@\w]/.test(name) && !isBuiltin(name));
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

describe("a person", () => {
  /** Each answer after so many seconds: a prompt does not say, in a way that a pipe could wait for, when it is there. */
  const typing = (seconds: number, directory: string, rest: string) => {
    const keys = `sleep ${seconds}; printf '${directory}\\r'; sleep ${seconds}; printf '${rest}'; sleep ${seconds}`;
    return shell(`(${keys}) | script -qec "stty cols 80; actra init" /dev/null`, newFolder(), {
      NO_COLOR: "1",
    }).out;
  };

  it("is asked where the policy shall be", () => {
    const down = "\\033[B\\r";
    // A busy machine takes its time.
    let out = "";
    for (const seconds of [1, 4, 12]) if (!out.includes("next: ")) out = typing(seconds, "mine", down);
    expect(out).toContain("wrote mine/schema.yaml");
    expect(out).toContain("wrote .github/workflows/policy.yml");
    expect(out).toContain("next: actra test mine");
  });

  it("is not asked in a pipe, nor by a CI server", () => {
    const own = newFolder();
    expect(shell("actra init", own)).toMatchObject({
      code: 0,
      out: expect.stringContaining("wrote schema.yaml"),
    });
    const served = shell('script -qec "actra init" /dev/null < /dev/null', newFolder(), { CI: "true" });
    expect(served.out).toContain("schema.yaml");
  });
});

describe("docs/ci.md", () => {
  const page = readPage("docs/ci.md");
  const blocks = [...page.matchAll(/```(yaml|sh)\n(?:# (\S+)\n)?(.*?)```/gs)].map(
    ([, language, path, text]) => ({
      language,
      path,
      text: text!,
    }),
  );
  const commands = blocks.flatMap(({ text }) =>
    [...text.matchAll(/npx (actra .*)/g)].map(([, command]) => command!),
  );

  it.each(CI_SYSTEMS)("has what `init --ci %s` writes", (system) => {
    const own = newFolder();
    const { path, text } = CI_RECIPES[system];
    expect(shell(`actra init access --ci ${system}`, own).out).toContain(`wrote ${path}`);
    expect(readFileSync(join(own, path), "utf8")).toBe(text("access"));
    expect(blocks).toContainEqual({ language: "yaml", path, text: text("access") });
    expect(shell(`actra init other --ci ${system}`, own)).toMatchObject({
      code: 2,
      err: expect.stringContaining(`\`${path}\` is there already`),
    });
    expect(readdirSync(own)).not.toContain("other");
  });

  it("has YAML that is YAML, and shell that is shell", () => {
    for (const { language, text } of blocks) {
      if (language === "yaml") expect(parse(text)).toBeTypeOf("object");
      else expect(shell(`bash -n <<'END'\n${text}END`, folder)).toMatchObject({ code: 0, err: "" });
    }
    expect(blocks.length).toBeGreaterThan(7);
    expect(commands.length).toBeGreaterThan(12);
  });

  it("has commands that pass for a good policy, and fail for one that is not", { timeout: 180_000 }, () => {
    const own = newFolder();
    shell("actra init access", own);
    const config = blocks.find(({ path }) => path === "access/actra.config.yaml")!;
    writeFileSync(join(own, config.path!), config.text);
    const distinct = [...new Set(commands)];
    for (const command of distinct) expect([command, shell(command, own).code]).toEqual([command, 0]);
    // A rule that nobody tests, and in which a space is too much.
    const policy = join(own, "access/policy.yaml");
    writeFileSync(
      policy,
      readFileSync(policy, "utf8").replace(
        "rules:\n",
        "rules:\n  - id:  tiny\n    scope: { action: refund }\n    when: action.amount < 1\n    effect: block\n",
      ),
    );
    const failing = distinct.filter((command) => shell(command, own).code !== 0);
    expect(failing.map((command) => command.split(" ")[1]).sort()).toEqual(
      distinct
        .map((command) => command.split(" ")[1])
        .filter((name) => name !== "check")
        .sort(),
    );
    expect(shell("actra test access", own).out).toContain("the threshold is 100 %");
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
    /** Whose options have a page of their own. */
    const SERVERS: Record<string, string[]> = {
      serve: ["docs/authzen.md", "docs/mcp.md"],
      mcp: ["docs/mcp.md", "docs/authzen.md"],
    };
    for (const { name, formats } of COMMANDS) {
      expect(page).toContain(`| \`${name} `);
      for (const format of formats) expect(page).toContain(`| \`${format}\` |`);
      const options = [...run(`actra ${name} --help`).out.matchAll(/^ +(?:-\w, )?(--[a-z-]+)/gm)].map(
        ([, option]) => option,
      );
      const text = page + (SERVERS[name] ?? []).map(readPage).join();
      expect(options.filter((option) => option !== "--help" && !text.includes(option!))).toEqual([]);
    }
  });
});
