// `actra/authoring`: for people and tools that write policies. What only decides, or compiles, needs none of it.

export { DocumentMemory } from "./compiler/document-memory.ts";
export { CATALOGUE } from "./diagnostics/catalogue.ts";
export { type FormatOptions, format, toExpression, toStructured } from "./format/format.ts";
export { lint } from "./lint/lint.ts";
export { disassemble } from "./program/disassemble.ts";
export { type GenerateOptions, generateTypes } from "./typescript/generate-types.ts";
