/** What a difference looks like on the terminal: seed, documents, input and both answers. */
import { inspect } from "node:util";
import { toYaml } from "./engine.ts";
import type { Shrunk } from "./shrink.ts";

export function report({ documents, difference }: Shrunk): string {
  const { seed, schema, policies, options } = documents;
  const show = (value: unknown) =>
    inspect(value, { depth: null, showProxy: true, maxStringLength: 200, maxArrayLength: 20 });
  return [
    `engine and reference differ (${difference.kind}); case ${seed}, options ${show(options)}`,
    ...[schema, ...policies].map(toYaml),
    `input: ${show(difference.input)}`,
    `reference: ${show(difference.reference)}`,
    `engine: ${difference.kind === "compile" ? difference.engine : show(difference.engine)}`,
  ].join("\n---\n");
}
