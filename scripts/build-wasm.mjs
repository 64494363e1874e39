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
  const text = JSON.stringify(asText(readFileSync("build/actra.wasm")));
  writeFileSync(
    target,
    `// Made by scripts/build-wasm.mjs\n${mark}\n\nexport const WASM_TEXT =\n  ${text};\n`,
  );
}

/**
 * Bytes as printable ASCII that compresses well (better than hexadecimal, and far better than base64): each of those that
 * code is mostly made of is one character, wherever it stands. Read by src/machine/provider.ts.
 */
function asText(bytes) {
  const plain = (byte) => String.fromCharCode(byte + 35);
  const character = (byte) =>
    byte < 92 ? plain(byte) : byte < 184 ? `!${plain(byte - 92)}` : ` ${plain(byte - 184)}`;
  return Array.from(bytes, character).join("");
}
