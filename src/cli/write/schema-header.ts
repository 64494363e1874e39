import { stat } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { withSlashes } from "../../compiler/sources.ts";

const PACKAGE = join("node_modules", "actra");
const SCHEMAS = join("dist", "schemas");

/** Which JSON Schema of the package (src/schemas/) a file is to be checked by. */
export type SchemaName = "schema" | "policy" | "governance" | "tests";

/**
 * The first line of a document, by which editors with the YAML language server complete and check it. The path starts in
 * the folder of the document, and goes to the package that Node would find from there; where it is not installed yet, to
 * where it would be below the folder that the command runs in.
 */
export async function schemaHeader(name: SchemaName, directory: string): Promise<string> {
  const folder = (await installedAbove(resolve(directory))) ?? process.cwd();
  const path = relative(directory, join(folder, PACKAGE, SCHEMAS, `${name}.json`));
  return `# yaml-language-server: $schema=${withSlashes(path)}\n`;
}

async function installedAbove(directory: string): Promise<string | undefined> {
  const isThere = await stat(join(directory, PACKAGE)).then(
    (facts) => facts.isDirectory(),
    () => false,
  );
  const parent = dirname(directory);
  if (isThere) return directory;
  return parent === directory ? undefined : installedAbove(parent);
}
