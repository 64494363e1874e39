// The types of the package as it would be published, in projects of others: with and without Node's own types, as ES module
// and as CommonJS, in both ways to find modules, and with nothing skipped. Their code is that of the pages for users.

import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const project = mkdtempSync(join(tmpdir(), "actra-consumer-"));
const OPTIONS = { target: "ES2022", lib: ["ES2022"], strict: true, skipLibCheck: false, noEmit: true };
const RESOLUTIONS = [
  { module: "ESNext", moduleResolution: "bundler" },
  { module: "Node16", moduleResolution: "node16" },
];
/** Those that wait at their top can be nothing but ES modules. */
const PAGES = {
  "README.md": ["mts"],
  "docs/api.md": ["mts", "cts"],
  "docs/runtime.md": ["mts"],
  "docs/observing.md": ["mts"],
  "docs/programs.md": ["mts"],
  "docs/moving-from-0.7.md": ["mts"],
};
/** Where Node's own types have to be. */
const OF_NODE = ["docs/observing.md", "docs/programs.md"];
/** Where neither Node nor a browser declares it. */
const CONSOLE = "declare const console: { log(...values: unknown[]): void };\n";

let failed = false;
try {
  install();
  for (const resolution of RESOLUTIONS)
    for (const types of [[], ["node"]]) check(write(types), { ...OPTIONS, ...resolution, types });
  checkComments();
} finally {
  rmSync(project, { recursive: true });
}
process.exit(failed ? 1 : 0);

function install() {
  const modules = join(project, "node_modules");
  for (const name of ["package.json", "dist"])
    cpSync(join(root, name), join(modules, "actra", name), { recursive: true });
  mkdirSync(join(modules, "@types"));
  for (const name of ["@types/node", "undici-types"])
    symlinkSync(join(root, "node_modules", name), join(modules, name));
  writeFileSync(join(project, "package.json"), "{}");
}

function write(types) {
  const head = types.length === 0 ? CONSOLE : "";
  const pages = Object.entries(PAGES).filter(([page]) => types.length > 0 || !OF_NODE.includes(page));
  return pages.flatMap(([page, kinds], i) => {
    const blocks = [...readFileSync(join(root, page), "utf8").matchAll(/```ts\n(.*?)```/gs)];
    const code = head + blocks.map((block) => block[1]).join("\n");
    return kinds.map((kind) => {
      const file = join(project, `page-${i}.${kind}`);
      writeFileSync(file, code);
      return file;
    });
  });
}

function check(files, compilerOptions) {
  const { options } = ts.convertCompilerOptionsFromJson(compilerOptions, project);
  const program = ts.createProgram(files, options);
  const findings = ts.getPreEmitDiagnostics(program);
  if (findings.length === 0) return;
  failed = true;
  const host = { getCanonicalFileName: String, getCurrentDirectory: () => project, getNewLine: () => "\n" };
  console.log(JSON.stringify(compilerOptions));
  console.log(ts.formatDiagnostics(findings, host));
}

/** Users have the documents in docs/, and no others. */
function checkComments() {
  for (const fileName of ts.sys.readDirectory(join(root, "dist"), [".d.ts", ".d.cts"])) {
    if (!readFileSync(fileName, "utf8").includes("§")) continue;
    failed = true;
    console.log(`${fileName} cites what users do not have`);
  }
}
