import { readdirSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { CI_RECIPES } from "../../src/cli/commands/ci-recipe.ts";
import { CI_SYSTEMS } from "../../src/cli/formats.ts";
import { newFolder } from "../support/cli/folders.ts";
import { actra } from "../support/cli/in-process.ts";

// `actra init` where somebody can be asked, and what it writes for CI servers.

let folder: string;
beforeEach(() => {
  folder = newFolder();
});

/** Keys as they are typed, one prompt after the other. */
async function asked(keys: readonly string[], words: readonly string[] = ["init"]) {
  const input = new PassThrough();
  const output = new PassThrough();
  let drawn = "";
  let answered = 0;
  output.on("data", (chunk: Buffer) => {
    drawn += chunk;
    const questions = drawn.split("?\n").length - 1;
    while (answered < Math.min(questions, keys.length)) {
      const key = keys[answered++]!;
      setTimeout(() => input.write(key), 20);
    }
  });
  return { reply: await actra(words, { dialogue: { input, output } }), drawn };
}

const at = (name: string) => join(folder, name);

describe("asked", () => {
  it("writes where it is told, and for a CI server", async () => {
    const { reply, drawn } = await asked([`${at("mine")}\r`, "\r"]);
    expect(drawn).toContain("Where shall the policy be?");
    expect(drawn).toContain("GitHub Actions");
    expect(reply).toMatchObject({ code: 0, err: "" });
    expect(readdirSync(at("mine"))).toContain("schema.yaml");
  });

  it("writes nothing when whoever is asked gives up", async () => {
    const { reply } = await asked(["\u0003"]);
    expect(reply).toMatchObject({ code: 2, out: "", err: "error: nothing was written: you gave up\n" });
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ["init", "DIR"],
    ["init", "DIR", "--format", "json"],
  ])("is nobody who has said it: %s %s %s", async (...words) => {
    const { reply, drawn } = await asked(
      [],
      words.filter(Boolean).map((word) => word.replace("DIR", at("said"))),
    );
    expect(drawn).toBe("");
    expect(reply.code).toBe(0);
  });
});

describe("--ci", () => {
  it.each(CI_SYSTEMS)("has a recipe for %s that is YAML", (system) => {
    const recipe = parse(CI_RECIPES[system].text("'my access'"), { version: "1.1" });
    expect(JSON.stringify(recipe)).toContain("npx actra test 'my access'");
  });

  it("is refused for a directory that would mean something else there", async () => {
    for (const name of ["a: b", "$(x)", "-x", "a'b", 'a"', "a\nb", "a #b"]) {
      const { code, err } = await actra(["init", "--ci", "github", "--", name]);
      expect(err).toContain("cannot stand in a CI recipe");
      expect(code).toBe(2);
    }
    expect(readdirSync(folder)).toEqual([]);
  });
});
