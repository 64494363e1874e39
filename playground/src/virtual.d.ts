declare module "virtual:examples" {
  const examples: readonly import("./documents.ts").Example[];
  export default examples;
}

declare module "virtual:json-schemas" {
  const schemas: Readonly<Record<string, import("../../src/schemas/json-schema.ts").JsonSchema>>;
  export default schemas;
}
