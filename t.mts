import { compile } from "./src/compiler/compile.ts";
import { renderDiagnostics } from "./src/diagnostics/render.ts";
import { parse } from "yaml"; import { readFileSync } from "node:fs";
for (const n of ["invalid-pattern","unsupported-pattern","pattern-too-large"]) {
  const f = parse(readFileSync(`tests/vectors/diagnostics/${n}.yaml`,"utf8"));
  for (const c of f.cases) { const { diagnostics } = compile({ schema: f.schema, policy: c.policy }); console.log(renderDiagnostics(diagnostics)); }
}
