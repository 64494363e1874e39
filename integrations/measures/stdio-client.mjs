// An MCP server as a process, or `actra mcp` before one, and calls of its tool `note`.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

export function byStdio([command, ...words]) {
  const child = spawn(command, words, { stdio: ["pipe", "pipe", "inherit"] });
  const waiting = new Map();
  /** The ids of the answers, as they came. */
  const answered = [];
  let nextId = 0;
  createInterface({ input: child.stdout }).on("line", (line) => {
    const { id, result } = JSON.parse(line);
    answered.push(id);
    waiting.get(id)(result);
    waiting.delete(id);
  });
  const call = (name, given) => {
    const id = nextId++;
    const message = { jsonrpc: "2.0", id, method: "tools/call", params: { name, arguments: given } };
    child.stdin.write(`${JSON.stringify(message)}\n`);
    return new Promise((resolve) => waiting.set(id, resolve));
  };
  return { call, answered, end: () => child.stdin.end() };
}
