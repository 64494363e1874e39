// The code of README's table of integrations and of docs/integrations.md → files in made/, which are checked by the compiler and run by
// pages.test.ts. What a row uses and does not make, integrations/readme/ has.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const here = import.meta.dirname;
const made = join(here, "made");
rmSync(made, { recursive: true, force: true });
mkdirSync(made);

for (const row of read("../README.md").matchAll(/^\| [^|]+ \| (`import .*) \|$/gm)) {
  const lines = row[1].split("<br>").map((line) => line.replace(/^`|`$/g, ""));
  if (lines.length !== 3) throw new Error(`not three lines: ${row[0]}`);
  const [, entry] = /from "actra\/([\w-]+)"/.exec(lines[0]);
  const names = [...read(`readme/${entry}.ts`).matchAll(/^export (?:const (\w+)|\{ (.+) \})/gm)]
    .flatMap(([, one, several]) => (one ?? several).split(", "))
    .filter((name) => new RegExp(`\\b${name}\\b`).test(lines.join()));
  write(`readme-${entry}.ts`, [
    `import { ${names.join(", ")} } from "../readme/${entry}.ts";`,
    ...lines,
    `export { ${/\bconst (\{ text \}|\w+)/.exec(lines[2])?.[1].replace(/[{} ]/g, "") ?? names[0]} as made };`,
  ]);
}

const [setup, ...sections] = read("../docs/integrations.md").split(/^## /m);
for (const section of sections) {
  const [title] = section.split("\n");
  const blocks = [setup, section].flatMap((part) =>
    [...part.matchAll(/```ts\n(.*?)```/gs)].map((block) => block[1]),
  );
  write(`page-${title.toLowerCase().replace(/\W+/g, "-")}.ts`, blocks);
}

function read(path) {
  return readFileSync(join(here, path), "utf8");
}

function write(name, lines) {
  writeFileSync(join(made, name), `${lines.join("\n")}\n`);
}
