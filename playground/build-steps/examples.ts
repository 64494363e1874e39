import { existsSync, readdirSync, readFileSync } from "node:fs";
import { parse, stringify } from "yaml";
import type { Documents, Example } from "../src/documents.ts";

const FOLDER = new URL("../../examples/", import.meta.url);

/** A row of the table in `examples/README.md`: step, name, what it teaches, what its policy is about. */
const ROW = /^\| \d+ \| \[([\w-]+)\].*\| (.+?) \|$/gm;

/** The examples of the repository, in the order of their table. */
export function readExamples(): Example[] {
  return [...read("README.md").matchAll(ROW)].map(([, name, about]) => ({
    name: name!,
    about: about!,
    documents: documentsOf(name!),
  }));
}

function documentsOf(name: string): Documents {
  const files = readdirSync(new URL(`${name}/`, FOLDER));
  const tests = read(`${name}/${files.find((file) => file.endsWith(".test.yaml"))}`);
  return {
    schema: read(`${name}/schema.yaml`),
    policies: policyPaths(name).map((path) => ({ path, text: read(`${name}/${path}`) })),
    governance: existsSync(new URL(`${name}/governance.yaml`, FOLDER)) ? read(`${name}/governance.yaml`) : "",
    tests,
    input: inputOf(parse(tests)),
  };
}

function policyPaths(name: string): string[] {
  if (existsSync(new URL(`${name}/policy.yaml`, FOLDER))) return ["policy.yaml"];
  return readdirSync(new URL(`${name}/policies/`, FOLDER))
    .sort()
    .map((file) => `policies/${file}`);
}

function read(path: string): string {
  return readFileSync(new URL(path, FOLDER), "utf8");
}

type Bag = Record<string, unknown>;
interface TestFile {
  readonly fixtures?: Readonly<Record<string, Bag>>;
  readonly tests: readonly Test[];
}
interface Test {
  readonly use?: readonly string[];
  readonly input?: Bag;
  readonly vary?: Readonly<Record<string, readonly unknown[]>>;
  readonly cases?: readonly { readonly when?: Bag; readonly expect?: Expected }[];
  readonly expect?: Expected;
}
interface Expected {
  readonly effect?: string;
  readonly missing?: readonly string[];
}

/** An input to begin with: the first of the tests that has something to tell. */
function inputOf({ fixtures = {}, tests }: TestFile): string {
  const inputs = tests.flatMap((test) => {
    const first = Object.fromEntries(
      Object.entries(test.vary ?? {}).map(([path, values]) => [path, values[0]]),
    );
    return (test.cases ?? [{}]).map(({ when, expect = test.expect }) => ({
      input: inputWith(test, fixtures, { ...first, ...when }),
      expect,
    }));
  });
  const telling = (effect: string) =>
    inputs.find(
      ({ expect, input }) => expect?.effect === effect && !expect.missing?.length && isWhole(input),
    );
  const chosen = telling("require_approval") ?? telling("block") ?? inputs[0]!;
  return stringify(chosen.input);
}

function isWhole(input: unknown): boolean {
  return !JSON.stringify(input).match(/"\$value"|:null/);
}

/** As `src/testing/` makes it: for each domain shallow, the test's own last, then the values by their paths. */
function inputWith(
  { use = [], input = {} }: Test,
  fixtures: Readonly<Record<string, Bag>>,
  values: Bag,
): Bag {
  const domains: Bag = {};
  for (const layer of [...use.map((name) => fixtures[name]!), input])
    for (const [domain, fields] of Object.entries(layer))
      domains[domain] = { ...(domains[domain] as Bag), ...(fields as Bag) };
  const made: Bag = structuredClone(domains);
  for (const [path, value] of Object.entries(values)) assign(made, path.split("."), value);
  return Object.fromEntries(
    ["action", "actor", "snapshot"].filter((domain) => made[domain]).map((domain) => [domain, made[domain]]),
  );
}

function assign(at: Bag, [name, ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) at[name!] = value;
  else assign((at[name!] ??= {}) as Bag, rest, value);
}
