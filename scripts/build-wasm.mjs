// Compiles assembly/ and writes the bytes of its two modules where the host inlines them: build/actra.wasm and
// src/machine/wasm-bytes.ts, and the same for packed inputs. Does nothing when the sources have not changed since.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const assembly = process.env.ACTRA_ASSEMBLY ?? "assembly";
process.chdir(root);

/** `target` is one of asconfig.json, which says where the module goes. */
const MODULES = [
  { entry: "index.ts", target: "release", made: "build/actra.wasm", text: "src/machine/wasm-bytes.ts" },
  {
    entry: "packed/index.ts",
    target: "packed",
    made: "build/actra-packed.wasm",
    text: "src/machine/packed/wasm-bytes.ts",
  },
];

/** With 5, what comes out is smallest once it is compressed. */
const SHIFT = 5;

const inputs = readdirSync(assembly, { recursive: true })
  .filter((name) => name.endsWith(".ts"))
  .sort()
  .map((name) => join(assembly, name));
const digest = createHash("sha256");
for (const file of [...inputs, "asconfig.json", "scripts/build-wasm.mjs"])
  digest.update(`${file}\n`).update(readFileSync(file));
const mark = `// of sources ${digest.digest("hex")}`;

for (const module of MODULES) if (!isMade(module)) await make(module);

function isMade({ made, text }) {
  return existsSync(text) && existsSync(made) && readFileSync(text, "utf8").includes(mark);
}

async function make({ entry, target, made, text }) {
  mkdirSync("build", { recursive: true });
  const { error, stderr } = await asc.main([
    `${assembly}/${entry}`,
    "--config",
    "asconfig.json",
    "--target",
    target,
  ]);
  if (error) {
    process.stderr.write(stderr.toString());
    throw error;
  }
  const bytes = JSON.stringify(asText(readFileSync(made)));
  writeFileSync(
    text,
    `// Made by scripts/build-wasm.mjs\n${mark}\n\nexport const WASM_TEXT =\n  ${bytes};\n`,
  );
}

/**
 * Bytes as printable ASCII that compresses well (better than hexadecimal, and far better than base64): each of those that
 * code is mostly made of is one character, wherever it stands. Read by src/machine/module-of-text.ts.
 */
function asText(bytes) {
  const plain = (place) => String.fromCharCode(place + 35);
  const character = (place) =>
    place < 92 ? plain(place) : place < 184 ? `!${plain(place - 92)}` : ` ${plain(place - 184)}`;
  return Array.from(bytes, (byte) => character((byte + SHIFT) % 256)).join("");
}
