import { readdirSync, readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { parse, type ScalarTag } from "yaml";

/** The files of tests/vectors/diagnostics, checked against their JSON Schema. */
export interface VectorFile {
  readonly name: string;
  readonly code: string;
  readonly tested_in?: string;
  readonly schema?: unknown;
  readonly policy?: unknown;
  readonly cases?: readonly Case[];
}

export interface Case {
  readonly name: string;
  readonly schema?: unknown;
  readonly policy?: unknown;
  readonly governance?: unknown;
  readonly files?: Readonly<Record<string, string | Uint8Array | null>>;
  readonly tests?: string;
  readonly options?: object;
  readonly today?: string;
  readonly fixed?: Readonly<Record<string, string>>;
  readonly expect: readonly Expected[];
}

export interface Expected {
  readonly code: string;
  readonly text?: string;
  readonly line?: number;
  readonly column?: number;
  readonly path?: string;
  readonly message?: string;
  readonly help?: string | null;
  readonly related?: readonly string[];
}

const folder = new URL("../../vectors/", import.meta.url);
const ajv = new Ajv({ allowUnionTypes: true });
const validate = ajv.compile(JSON.parse(readFileSync(new URL("diagnostics.schema.json", folder), "utf8")));

/** What YAML has no word for. */
const TAGS: ScalarTag[] = [
  { tag: "!function", resolve: () => () => 0 },
  { tag: "!bigint", resolve: (text) => BigInt(text) },
  { tag: "!date", resolve: (text) => new Date(text) },
];

export function readVectorFiles(): VectorFile[] {
  const names = readdirSync(new URL("diagnostics/", folder)).sort();
  return names.map((name) => {
    const text = readFileSync(new URL(`diagnostics/${name}`, folder), "utf8");
    const file = parse(text, { customTags: (tags) => [...tags, "binary", ...TAGS] });
    if (!validate(file)) throw new Error(`${name}: ${ajv.errorsText(validate.errors)}`);
    return { ...(file as Omit<VectorFile, "name">), name };
  });
}
