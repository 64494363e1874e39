import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";

// What users read is run as it stands: write-pages.mjs has written it to made/.

const { dirname } = import.meta;
const made = readdirSync(join(dirname, "made")).map((name) => name.replace(/\.ts$/, ""));
const rows = made.filter((name) => name.startsWith("readme-")).map((name) => name.slice("readme-".length));
const adapters = readdirSync(join(dirname, "../src/adapters")).filter((name) => name.endsWith(".ts"));

describe("README's table", () => {
  it("has a row for each adapter", () => {
    expect(rows.map((name) => `${name}.ts`)).toEqual(expect.arrayContaining(adapters));
  });

  it.each(rows)("three lines put a policy before what %s has", async (entry) => {
    const { made: value } = await import(`./made/readme-${entry}.ts`);
    const { works } = await import(`./readme/${entry}.ts`);
    expect(await works(value)).toEqual({ allowed: true, stopped: true });
  });
});

describe("the code of docs/integrations.md", () => {
  const pages = made.filter((name) => name.startsWith("page-"));

  it.each(pages)("prints what its comments say: %s", async (page) => {
    const text = readFileSync(join(dirname, `made/${page}.ts`), "utf8");
    const expected = [...text.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map((match) => match[1]!);
    const printed: string[] = [];
    const log = vi.spyOn(console, "log").mockImplementation((...words) => void printed.push(words.join(" ")));
    await import(`./made/${page}.ts`);
    log.mockRestore();
    expect(printed).toEqual(expected);
    expect(expected.length).toBeGreaterThan(0);
  });

  it("is something", () => {
    expect(pages.length).toBeGreaterThanOrEqual(3);
  });
});
