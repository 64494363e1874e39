/**
 * What stands in for the files that know a platform (tsup.config.ts), and that each entry of the package has a build for
 * each kind of platform. That they work is seen in the runtimes themselves (runtimes/).
 */
import { readdirSync, readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { disk } from "../src/files/no-disk.ts";
import { contextStorage } from "../src/runtime/storage-of-the-realm.ts";

const { exports } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const realm = globalThis as { AsyncLocalStorage?: unknown };

afterEach(() => {
  delete realm.AsyncLocalStorage;
});

describe("without Node's modules", () => {
  it("a context is an error that says so", () => {
    expect(contextStorage).toThrow(expect.objectContaining({ code: "CONTEXT_UNAVAILABLE" }));
  });

  it("a context is kept by the realm's own storage, where it has one", () => {
    realm.AsyncLocalStorage = class {
      run = (_: unknown, callback: () => unknown) => callback();
      getStore = () => "kept";
    };
    expect(contextStorage().getStore()).toBe("kept");
  });

  it("files are an error that says so", async () => {
    await expect(disk()).rejects.toThrow(expect.objectContaining({ code: "UNAVAILABLE" }));
  });
});

describe("the entries", () => {
  const conditions = ["workerd", "edge-light", "deno", "bun", "node", "browser", "default"];
  const code = Object.keys(exports).filter(
    (name) => !["./wasm", "./schemas/*.json", "./package.json"].includes(name),
  );

  it("are, besides others, the adapters", () => {
    const files = readdirSync(new URL("../src/adapters", import.meta.url)).filter((name) =>
      name.endsWith(".ts"),
    );
    expect(code).toEqual(expect.arrayContaining(files.map((name) => `./${name.replace(/\.ts$/, "")}`)));
    expect(files.length).toBeGreaterThan(0);
  });

  it.each(code)("%s has a build for each kind of platform, and for any other", (name) => {
    expect(Object.keys(exports[name])).toEqual(conditions);
  });

  // Two builds in one program would have two machines, and policies of the one would be none to the other.
  it.each(conditions)("stand in one folder under %s", (condition) => {
    const folder = (target: object | string): string =>
      typeof target === "string" ? target.replace(/[^/]+$/, "") : folder(Object.values(target).at(-1));
    const first = (name: string) => exports[name][condition].import ?? exports[name][condition];
    expect(new Set(code.map((name) => folder(first(name)))).size).toBe(1);
  });
});
