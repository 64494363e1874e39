// Marks what the modules in dist/ compute when they are loaded as pure, which `sideEffects: false` says of them as a whole:
// for bundlers a file is shaken statement by statement, and they keep a call that might do something.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

for (const name of readdirSync("dist", { recursive: true })) {
  if (!name.endsWith(".js")) continue;
  const file = join("dist", name);
  writeFileSync(file, marked(readFileSync(file, "utf8"), file));
}

function marked(text, file) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  const values = source.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => declarationList.declarations)
    .flatMap(({ initializer }) => (initializer !== undefined && computes(initializer) ? [initializer] : []));
  return values.reverse().reduce((whole, value) => {
    const [start, end] = [value.getStart(source), value.end];
    return `${whole.slice(0, start)}/* @__PURE__ */ (() => (${whole.slice(start, end)}))()${whole.slice(end)}`;
  }, text);
}

/** Whether evaluating it calls anything or looks into an object; what functions and classes do later is no matter. */
function computes(node) {
  if (ts.isFunctionLike(node) || ts.isClassLike(node)) return false;
  const itself =
    ts.isCallExpression(node) ||
    ts.isNewExpression(node) ||
    ts.isPropertyAccessExpression(node) ||
    ts.isElementAccessExpression(node) ||
    ts.isSpreadElement(node) ||
    ts.isSpreadAssignment(node);
  return itself || ts.forEachChild(node, (child) => computes(child) || undefined) === true;
}
