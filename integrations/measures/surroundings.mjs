// Where and when a run took place, as data.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, loadavg, release, totalmem } from "node:os";
import { join } from "node:path";

const PACKAGES = [
  "@modelcontextprotocol/sdk",
  "@modelcontextprotocol/server-everything",
  "hono",
  "@hono/node-server",
  "autocannon",
];

/** @param before the load of the machine when it began */
export function surroundings(root, before) {
  const { node, v8 } = process.versions;
  return {
    date: new Date().toISOString().slice(0, 16).replace("T", " "),
    machine: `${cpus()[0].model.trim()}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB`,
    load: `${before.toFixed(1)} before, ${loadavg()[0].toFixed(1)} after`,
    system: `Node ${node}, V8 ${v8}, ${process.platform} ${release()} ${process.arch}`,
    packages: [`actra ${versionOf(root)}`, ...PACKAGES.map((name) => `${name} ${versionIn(root, name)}`)],
    commit: commitOf(root),
  };
}

function versionIn(root, name) {
  return versionOf(join(root, "integrations/node_modules", name));
}

function versionOf(folder) {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).version;
}

function commitOf(root) {
  const git = (...words) => execFileSync("git", words, { cwd: root, encoding: "utf8", stdio: "pipe" }).trim();
  try {
    // The report itself is written by every run.
    const changes = git("status", "--porcelain", "--", ".", ":!integrations/report.md");
    return git("rev-parse", "--short", "HEAD") + (changes === "" ? "" : ", with local changes");
  } catch {
    return "none";
  }
}
