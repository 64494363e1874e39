// An engine by the name of its file, and what a report says of it.

import { readFileSync } from "node:fs";

export const engineOf = ({ engine }) => import(`../engines/${engine}.mjs`);

function version(packageName) {
  const path = packageName === "actra" ? "../../package.json" : `../node_modules/${packageName}/package.json`;
  return JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8")).version;
}

export function factsOf({ name, note, packageName }) {
  return { name, note, package: packageName && `${packageName} ${version(packageName)}` };
}
