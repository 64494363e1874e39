// The built page in Chromium, topic by topic; `vite build` comes first. `node test/run.mjs speed` runs those named so.

import { readdirSync } from "node:fs";

const FOLDER = new URL("./topics/", import.meta.url);
const wanted = process.argv.slice(2);

for (const file of readdirSync(FOLDER).sort())
  if (wanted.length === 0 || wanted.some((name) => file.startsWith(name)))
    await import(new URL(file, FOLDER));
