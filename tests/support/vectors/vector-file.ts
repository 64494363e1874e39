/** Decision vectors as they stand in their files; `tests/vectors/decisions.schema.json` says what each key means. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { parse } from "yaml";
import type { Approval, AuditError } from "../../reference/answer.ts";
import type { Effect, PolicyDocument, SchemaDocument } from "../../reference/documents.ts";

/** A value in which tags may stand for what YAML cannot say (tags.ts). */
export type Raw = unknown;
export type RawInput = Record<string, Raw>;

export interface Expectation {
  effect?: Effect;
  rule?: string;
  reason?: string;
  approvals?: Approval[];
  missing?: string[];
  audited?: { rules: string[]; errors?: AuditError[]; effect: Effect };
  error?: { code: string; path: string };
}

/** As written; `cases.ts` has it read. */
interface VectorTest {
  use?: string[];
}

export interface Documents {
  schema: SchemaDocument;
  policies: PolicyDocument[];
  semantics: "actra-0.7" | undefined;
}

export interface Group extends Documents {
  name: string;
  tests: VectorTest[];
}

export interface VectorFile {
  /** Such as `operators/equals.yaml`. */
  path: string;
  fixtures: Record<string, RawInput>;
  /** What every input of the file starts from. */
  base: RawInput;
  groups: Group[];
}

const vectors = join(import.meta.dirname, "../../vectors");
const isVectorFile = new Ajv({ allErrors: true }).compile<WrittenFile>(
  JSON.parse(readFileSync(join(vectors, "decisions.schema.json"), "utf8")),
);

/** As written: the file may give all its groups one schema or one policy. */
interface WrittenFile {
  fixtures?: Record<string, RawInput>;
  input?: RawInput;
  schema?: SchemaDocument;
  policy?: PolicyDocument;
  groups: WrittenGroup[];
}

interface WrittenGroup extends Partial<Documents> {
  name: string;
  policy?: PolicyDocument;
  tests: VectorTest[];
}

export function readVectorFiles(): VectorFile[] {
  const root = join(vectors, "decisions");
  const paths = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((path) =>
    path.endsWith(".yaml"),
  );
  return paths.sort().map((path) => readVectorFile(path, readFileSync(join(root, path), "utf8")));
}

function readVectorFile(path: string, text: string): VectorFile {
  const written: unknown = parse(text);
  if (!isVectorFile(written)) {
    const errors = isVectorFile.errors?.map(({ instancePath, message }) => `${instancePath} ${message}`);
    throw new Error(`${path} is no vector file:\n${errors?.join("\n")}`);
  }
  const { fixtures = {}, input: base = {}, groups } = written;
  return { path, fixtures, base, groups: groups.map((group) => readGroup(path, written, group)) };
}

function readGroup(path: string, file: WrittenFile, group: WrittenGroup): Group {
  const schema = group.schema ?? file.schema;
  const policy = group.policy ?? file.policy;
  const policies = group.policies ?? (policy && [policy]);
  if (schema === undefined || policies === undefined)
    throw new Error(`${path}: \`${group.name}\` has no schema or no policy`);
  return { name: group.name, schema, policies, semantics: group.semantics, tests: group.tests };
}
