// Where and when a run took place, as data.

import { execFileSync } from "node:child_process";
import { cpus, loadavg, totalmem } from "node:os";

function git(...parameters) {
  try {
    const options = { cwd: import.meta.dirname, encoding: "utf8", stdio: "pipe" };
    return execFileSync("git", parameters, options).trim();
  } catch {
    return undefined;
  }
}

function commit() {
  const id = git("rev-parse", "--short", "HEAD") ?? "none";
  // the report itself is written by every run
  return git("status", "--porcelain", "--", "..", ":!report", ":!../README.md")
    ? `${id}, with local changes`
    : id;
}

export function surroundings({ title, isCut, minutes }) {
  const { node, v8 } = process.versions;
  return {
    title,
    date: new Date().toISOString().slice(0, 10),
    minutes: Math.round(minutes),
    isCut,
    machine: cpus()[0].model.trim(),
    cores: cpus().length,
    memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
    load: loadavg()[0].toFixed(1),
    runtime: `Node ${node}, V8 ${v8}, ${process.platform} ${process.arch}`,
    commit: commit(),
  };
}
