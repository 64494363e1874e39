import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { COMMANDS } from "../../src/cli/command-table.ts";
import { COMPLETED } from "../../src/cli/completion/completed.ts";
import { SHELLS } from "../../src/cli/formats.ts";
import { newFolder } from "../support/cli/folders.ts";
import { actra } from "../support/cli/in-process.ts";

// Completion scripts, in the shells that they are for: bash is where the tests run; zsh and fish where they are installed.

const folder = newFolder();
const script = (shell: string) => join(folder, `completion.${shell}`);
const has = (shell: string) => spawnSync(shell, ["-c", "true"]).status === 0;

beforeAll(async () => {
  for (const shell of SHELLS) {
    const { code, out } = await actra(["completion", shell]);
    expect(code).toBe(0);
    writeFileSync(script(shell), out);
  }
  for (const name of ["access", "a folder"]) mkdirSync(join(folder, name));
  writeFileSync(join(folder, "input.json"), "{}");
});

function run(shell: string, words: readonly string[]): string[] {
  const { stdout, stderr, status } = spawnSync(shell, words, { cwd: folder, encoding: "utf8" });
  expect(stderr).toBe("");
  expect(status).toBe(0);
  return stdout.split("\n").filter((line) => line !== "");
}

/** What bash would offer for the last of the words. */
function inBash(...words: string[]): string[] {
  const quoted = ["actra", ...words].map((word) => `'${word}'`).join(" ");
  const lines = [
    `source '${script("bash")}'`,
    `COMP_WORDS=(${quoted})`,
    `COMP_CWORD=${words.length}`,
    "_actra",
    `printf "%s\\n" "\${COMPREPLY[@]}"`,
  ];
  return run("bash", ["-c", lines.join("\n")]).sort();
}

/** A line is typed up to a tab, and the rest: what the shell makes of it is run. */
function typed(shell: string, start: string, line: string): string {
  const bin = join(folder, "bin");
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, "actra"), '#!/bin/sh\nfor word; do printf "<%s>" "$word"; done; echo\n', {
    mode: 0o755,
  });
  const { stdout } = spawnSync("script", ["-qec", `${shell}`, "/dev/null"], {
    cwd: folder,
    encoding: "utf8",
    input: `${start}\n${line}\nexit\n`,
    env: { PATH: `${bin}:${process.env["PATH"]}`, HOME: folder, TERM: "dumb", PS1: "$ " },
  });
  return stdout;
}

describe("bash", () => {
  it("completes commands", () => {
    expect(inBash("ch")).toEqual(["check"]);
    expect(inBash("comp")).toEqual(["compile", "completion"]);
    expect(inBash("help", "in")).toEqual(["init", "inspect"]);
    expect(inBash("")).toEqual([...COMMANDS.map(({ name }) => name), "help", "--help", "--version"].sort());
  });

  it("completes options, and what they take", () => {
    expect(inBash("test", "--cov")).toEqual([
      "--coverage",
      "--coverage-html",
      "--coverage-json",
      "--coverage-lcov",
    ]);
    expect(inBash("check", "--format", "")).toEqual(["github", "json", "pretty", "sarif"]);
    expect(inBash("check", "access", "--format", "=", "s")).toEqual(["sarif"]);
    expect(inBash("check", "--format", "=")).toHaveLength(4);
    expect(inBash("fmt", "--to", "e")).toEqual(["expression"]);
    expect(inBash("completion", "")).toEqual(["bash", "fish", "zsh"]);
    expect(inBash("check", "--as-of", "")).toEqual([]);
  });

  it("completes folders where these are meant", () => {
    expect(inBash("check", "a")).toEqual(["a folder", "access"]);
    expect(inBash("eval", "--input", "i")).toEqual([]); // readline completes files by itself
  });

  it("does so when a tab is typed", () => {
    const start = `source '${script("bash")}'`;
    expect(typed("bash --norc -i", start, "actra ins\t--disas\taccess")).toContain(
      "<inspect><--disassemble><access>",
    );
    expect(typed("bash --norc -i", start, "actra eval --input inp\taccess")).toContain(
      "<eval><--input><input.json><access>",
    );
    expect(typed("bash --norc -i", start, "actra check a\\ \t--debug")).toMatch(
      /<check><a folder\/?(><|)--debug>/,
    );
  });
});

describe.skipIf(!has("zsh"))("zsh", () => {
  it("completes when a tab is typed", () => {
    const start = `autoload -U compinit; compinit -u -D; source '${script("zsh")}'`;
    const zsh = (line: string) => typed("zsh -f -i", start, line);
    expect(zsh("actra ins\t--disas\taccess")).toContain("<inspect><--disassemble><access>");
    expect(zsh("actra eval --input=inp\taccess")).toContain("<eval><--input=input.json><access>");
    expect(zsh("actra check --format=sar\tacc\t")).toContain("<check><--format=sarif><access>");
  });
});

describe.skipIf(!has("fish"))("fish", () => {
  const inFish = (line: string) =>
    run("fish", ["--no-config", "-c", `source '${script("fish")}'; complete -C '${line}'`]).map(
      (each) => each.split("\t")[0],
    );

  it("completes", () => {
    expect(inFish("actra ch")).toEqual(["check"]);
    expect(inFish("actra check --format ")).toEqual(["github", "json", "pretty", "sarif"]);
    expect(inFish("actra test --cov")).toHaveLength(4);
    expect(inFish("actra check acc")).toEqual(["access/"]);
    expect(inFish("actra eval --input inp")).toEqual(["input.json"]);
    expect(inFish("actra completion ")).toEqual(["bash", "fish", "zsh"]);
  });
});

describe("all of them", () => {
  it.each(SHELLS)("%s has every command and option", async (shell) => {
    const { out } = await actra(["completion", shell]);
    for (const { name, options } of COMPLETED) {
      expect(out).toContain(name);
      for (const { flags } of options) expect(out).toContain(flags[0]!.replace(/^--/, ""));
    }
    const { out: data } = await actra(["completion", shell, "--format", "json"]);
    expect(JSON.parse(data)).toEqual({ shell, script: out });
  });

  it("knows no other shell", async () => {
    const { code, err } = await actra(["completion", "tcsh"]);
    expect(code).toBe(2);
    expect(err).toContain("bash, zsh, fish");
  });
});
