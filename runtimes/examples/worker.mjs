// The Cloudflare worker, in workerd by miniflare.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { MODULES } from "../modules.mjs";
import { bundled } from "./bundled.mjs";
import { actra, at } from "./project.mjs";
import { A_GOOD_ONE, sendAll, tokenOf } from "./requests.mjs";

export async function worker(folder) {
  const { Miniflare } = await import("miniflare");
  const key = readFileSync(at("release.public.pem"), "utf8");
  const other = actra("keygen", "other") && readFileSync(at("other.public.pem"), "utf8");
  const contents = await bundled(join(folder, "worker.ts"), {
    conditions: ["workerd"],
    external: ["*.wasm", "*.actra"],
  });
  const started = (POLICY_KEY) =>
    new Miniflare({
      modules: [
        { type: "ESModule", path: join(folder, "worker.mjs"), contents },
        {
          type: "Data",
          path: join(folder, "expenses.actra"),
          contents: readFileSync(join(folder, "expenses.actra")),
        },
        ...MODULES.map((name) => ({
          type: "CompiledWasm",
          path: at(name),
          contents: readFileSync(at("node_modules/actra/dist", name)),
        })),
      ],
      modulesRoot: at(),
      compatibilityDate: "2026-04-01",
      bindings: {
        POLICY_KEY,
        USERS: {
          "token-of-mia": { id: "mia", role: "employee" },
          "token-of-max": { id: "max", role: "manager" },
        },
      },
      serviceBindings: {
        ORIGIN: async (request) => Response.json({ paid: (await request.json()).amount }),
      },
    });
  const good = started(key);
  const bad = started(other);
  try {
    const send = (flare) => (who, body) =>
      flare.dispatchFetch("http://gate/", {
        method: "POST",
        headers: { authorization: `Bearer ${tokenOf(who)}` },
        body: body ?? "no JSON",
      });
    const said = await sendAll(send(good));
    const refused = await send(bad)("mia", A_GOOD_ONE);
    if (refused.status !== 500) throw new Error(`a worker with another key answers ${refused.status}`);
    return `${said}, and none with another key`;
  } finally {
    await Promise.all([good.dispose(), bad.dispose()]);
  }
}
