// The JSON Schemas of documents and of `actra.config.yaml`, `actra/schemas/policy.json` and the others, as files for editors: made by src/schemas/
// from the tables that the parser reads by. Run with `--import tsx`.

import { mkdirSync, writeFileSync } from "node:fs";

const { configurationJsonSchema } = await import("../src/configuration/json-schema.ts");
const { SCHEMA_FILES } = await import("../src/schemas/schema-files.ts");

mkdirSync("dist/schemas", { recursive: true });
for (const [name, schema] of Object.entries({ ...SCHEMA_FILES, "config.json": configurationJsonSchema() }))
  writeFileSync(`dist/schemas/${name}`, `${JSON.stringify(schema, undefined, 2)}\n`);
