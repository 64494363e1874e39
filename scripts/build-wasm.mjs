// Compiles assembly/ and writes its bytes where the host inlines them: build/actra.wasm, src/machine/wasm-bytes.ts.
// Does nothing when the sources have not changed since.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const assembly = process.env.ACTRA_ASSEMBLY ?? "assembly";
const target = join(root, "src/machine/wasm-bytes.ts");
process.chdir(root);

const inputs = readdirSync(assembly, { recursive: true })
  .filter((name) => name.endsWith(".ts"))
  .sort()
  .map((name) => join(assembly, name));
const digest = createHash("sha256");
for (const file of [...inputs, "asconfig.json", "scripts/build-wasm.mjs"])
  digest.update(`${file}\n`).update(readFileSync(file));
const mark = `// of sources ${digest.digest("hex")}`;

if (!existsSync(target) || !existsSync("build/actra.wasm") || !readFileSync(target, "utf8").includes(mark)) {
  mkdirSync("build", { recursive: true });
  const { error, stderr } = await asc.main([
    `${assembly}/index.ts`,
    "--config",
    "asconfig.json",
    "--target",
    "release",
  ]);
  if (error) {
    process.stderr.write(stderr.toString());
    throw error;
  }
  // Hexadecimal, since it compresses better than base64: each byte stays two letters, wherever it stands.
  const hex = readFileSync("build/actra.wasm").toString("hex");
  writeFileSync(
    target,
    `// Made by scripts/build-wasm.mjs\n${mark}\n\nexport const WASM_HEX =\n  "${hex}";\n`,
  );
}
