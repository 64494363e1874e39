import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { CompileOptions } from "../../src/compiler/options.ts";
import type { PolicyFile } from "../../src/compiler/sources.ts";
import { makeCase } from "../generate/case.ts";
import { ROOT } from "../support/pages/pages.ts";
import { readVectorFiles } from "../support/vectors/vector-file.ts";
import { CONVERSIONS, convertedEachWay, filesOf, hashOf } from "./conversions.ts";

// Whatever a policy is converted to, it has the same hash, and converting it once more changes nothing.

function demandSame(
  schema: object | string,
  files: readonly PolicyFile[],
  options: CompileOptions = {},
): string[] {
  const hash = hashOf({ schema, policy: files }, options);
  // The same text has the same hash, and most ways lead to one that another has led to.
  const hashed = new Set<string>();
  return [...convertedEachWay(files)].flatMap(([name, converted]) => {
    const text = JSON.stringify(converted);
    if (!hashed.has(text)) expect(hashOf({ schema, policy: converted }, options), name).toBe(hash);
    hashed.add(text);
    expect(CONVERSIONS[name]?.(converted) ?? converted, name).toEqual(converted);
    return converted.map((file) => file.text);
  });
}

it.each(readVectorFiles().map((file) => [file.path, file] as const))("the policies of %s", (_path, file) => {
  for (const { schema, policies, semantics } of file.groups)
    demandSame(schema, filesOf(policies as object[]), semantics ? { semantics } : {});
});

it("random policies, with names, negations and odd text", () => {
  const texts: string[] = [];
  for (let seed = 1; seed <= 12; seed++) {
    const { schema, policies, options } = makeCase(seed * 7_919, 0);
    texts.push(...demandSame(schema, filesOf(policies), options));
  }
  for (const piece of ["!((", "|-", "condition: ", "list: ", "\\u", "any:", "when: action."])
    expect(
      texts.some((text) => text.includes(piece)),
      piece,
    ).toBe(true);
}, 60_000);

describe("as a user writes them", () => {
  const folders = ["demo/documents", ...examples()];
  it.each(folders)("%s", (folder) => {
    const read = (path: string) => readFileSync(join(ROOT, folder, path), "utf8");
    const files = policyPaths(join(ROOT, folder)).map((path) => ({ path, text: read(path) }));
    expect(files.length).toBeGreaterThan(0);
    demandSame(read("schema.yaml"), files);
  });
});

function examples(): string[] {
  const entries = readdirSync(join(ROOT, "examples"));
  // `everywhere` is programs, and has its policy in a folder of its own.
  return entries.flatMap((name) => {
    if (name === "everywhere") return ["examples/everywhere/policy"];
    return name.includes(".") ? [] : [`examples/${name}`];
  });
}

function policyPaths(folder: string): string[] {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return paths.filter((path) => /^(?:policy|policies\/.*)\.yaml$/.test(path)).sort();
}
