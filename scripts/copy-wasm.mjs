// The module as a file of its own, `actra/wasm`, with the type that workerd, edge-light and bundlers give it.

import { copyFileSync, writeFileSync } from "node:fs";

for (const name of ["actra.wasm", "actra-packed.wasm"]) copyFileSync(`build/${name}`, `dist/${name}`);
for (const extension of ["ts", "cts"])
  writeFileSync(
    `dist/actra.wasm.d.${extension}`,
    "declare const module: WebAssembly.Module;\nexport default module;\n",
  );
