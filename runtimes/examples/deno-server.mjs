// The Deno server, and the server that it has its policy from.

import { execFileSync } from "node:child_process";
import { cpSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { actra, at, modules, writeProgram } from "./project.mjs";
import { sendAll, sendTo } from "./requests.mjs";
import { started } from "./started.mjs";

export async function denoServer(folder) {
  const files = createServer((_, response) => response.end(readFileSync(at("expenses.actra"))));
  await new Promise((listening) => files.listen(0, "127.0.0.1", listening));
  const permissions = ["--allow-net=127.0.0.1", "--allow-read", "--no-lock", "--node-modules-dir=manual"];
  const url = `http://127.0.0.1:${files.address().port}/expenses.actra`;
  const server = await started(
    join(modules, "@deno/linux-x64-glibc/deno"),
    ["run", "--no-prompt", ...permissions, join(folder, "server.ts"), url, at("release.public.pem")],
    { cwd: folder },
  );
  try {
    const said = await sendAll(sendTo(server.url));
    await stricter(server.url);
    return `${said}, and an update`;
  } finally {
    server.stop();
    files.close();
  }
}

/** Another policy comes while the server runs; then one that is not signed, which does not. */
async function stricter(url) {
  cpSync(at("policy"), at("stricter"), { recursive: true });
  const sed = (from, to) => execFileSync("sed", ["-i", `s/${from}/${to}/`, at("stricter/policy.yaml")]);
  const status = async () => (await fetch(`${url}status`)).json();
  const until = async (isSo) => {
    for (let left = 150; !isSo(await status()); left--) {
      if (left === 0) throw new Error(JSON.stringify(await status()));
      await new Promise((done) => setTimeout(done, 100));
    }
  };
  const send = async (amount) =>
    (await sendTo(url)("mia", JSON.stringify({ amount, category: "travel", receipt: false }))).status;
  const { policyHash } = await status();
  sed("amount > 25", "amount > 10");
  writeProgram("stricter", "expenses.actra");
  await until((now) => now.policyHash !== policyHash);
  if ((await send(20)) !== 403 || (await send(10)) !== 200) throw new Error("the new policy does not decide");
  sed("amount > 10", "amount > 1000");
  actra("compile", "stricter", "--output", "expenses.actra");
  await until((now) => now.error?.code === "SIGNATURE_MISSING");
  if ((await send(20)) !== 403) throw new Error("a program that is not signed decides");
  writeProgram("policy", "expenses.actra");
}
