// The examples of examples/everywhere, each in its runtime: the package is packed and installed, the policy compiled and signed by
// its command line, and requests are sent. Names as arguments: only these. SCREENSHOTS=folder keeps pictures of the page.

import { page } from "./examples/browser-preflight.mjs";
import { denoServer } from "./examples/deno-server.mjs";
import { honoApp } from "./examples/hono-app.mjs";
import { at, makeProject } from "./examples/project.mjs";
import { types } from "./examples/types.mjs";
import { worker } from "./examples/worker.mjs";
import { installChromium } from "./install-chromium.mjs";

const EXAMPLES = {
  "types of all": types,
  "cloudflare-worker": worker,
  "deno-server": denoServer,
  "browser-preflight": page,
  "hono-app": honoApp,
};
const chosen = process.argv.slice(2);

makeProject();
installChromium();
let failed = false;
for (const [name, run] of Object.entries(EXAMPLES)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  try {
    console.log(`✓ examples everywhere, ${name}: ${await run(at(name))}`);
  } catch (error) {
    failed = true;
    console.log(`✗ examples everywhere, ${name}: ${error?.stack ?? error}`);
  }
}
process.exit(failed ? 1 : 0);
