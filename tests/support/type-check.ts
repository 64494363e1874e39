/** TypeScript over files that are nowhere on disk, with the options of this repository. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const tests = fileURLToPath(new URL("..", import.meta.url));
const root = join(tests, "..");
const { options } = ts.parseJsonConfigFileContent(
  ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile).config,
  ts.sys,
  root,
);
const onDisk = ts.createCompilerHost(options);
const parsed = new Map<string, ts.SourceFile | undefined>();

/** What stays the same is not bound again. */
let last: ts.Program | undefined;

/**
 * What is wrong with these files, as `file:line message`. They stand in `tests/`, and `actra` is there as users have it.
 *
 * @param files texts by path, from `tests/` on
 */
export function typeErrors(files: Readonly<Record<string, string>>): readonly string[] {
  const virtual = new Map(Object.entries(files).map(([name, text]) => [join(tests, name), text]));
  const host: ts.CompilerHost = {
    ...onDisk,
    fileExists: (path) => virtual.has(path) || onDisk.fileExists(path),
    readFile: (path) => virtual.get(path) ?? onDisk.readFile(path),
    getSourceFile: (path, version) => {
      const text = virtual.get(path);
      if (text !== undefined) return ts.createSourceFile(path, text, version);
      if (!parsed.has(path)) parsed.set(path, onDisk.getSourceFile(path, version));
      return parsed.get(path);
    },
  };
  const paths = {
    actra: [join(root, "src/index.ts")],
    "actra/authoring": [join(root, "src/authoring.ts")],
    "actra/engine": [join(root, "src/engine.ts")],
    "actra/testing": [join(root, "src/testing.ts")],
  };
  const program = ts.createProgram({
    rootNames: [...virtual.keys(), join(root, "src/program/msgpackr.d.ts")],
    options: { ...options, paths },
    host,
    ...(last && { oldProgram: last }),
  });
  last = program;
  return [...virtual.keys()].flatMap((path) => errorsOf(program.getSourceFile(path)!, program));
}

function errorsOf(file: ts.SourceFile, program: ts.Program): string[] {
  const all = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
  return all.map(({ start = 0, messageText }) => {
    const line = file.getLineAndCharacterOfPosition(start).line + 1;
    return `${file.fileName.slice(tests.length)}:${line} ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
  });
}
