// The Hono app, in Bun.

import { join } from "node:path";
import { modules } from "./project.mjs";
import { sendAll, sendTo } from "./requests.mjs";
import { started } from "./started.mjs";

export async function honoApp(folder) {
  const { url, stop } = await started(
    join(modules, "@oven/bun-linux-x64/bin/bun"),
    ["run", join(folder, "app.ts")],
    {
      cwd: folder,
      env: { ...process.env, PORT: "0", BUN_PORT: "0" },
    },
  );
  try {
    return await sendAll(sendTo(`${url}expenses`));
  } finally {
    stop();
  }
}
