// From the import of `actra/engine` to the first decision, each time in a fresh process or page: the median, in milliseconds. A
// figure of the machine that it is run on, so nothing fails for it. Names of runtimes as arguments: only these.

import { inChromium } from "./cold/in-chromium.mjs";
import { inNode } from "./cold/in-node.mjs";
import { inWorkerd } from "./cold/in-workerd.mjs";
import { writeProgram } from "./cold/program.mjs";

const TIMES = 20;
const MEASURES = { node: inNode, workerd: inWorkerd, chromium: inChromium };
const chosen = process.argv.slice(2);

async function measure(name, once) {
  const times = [];
  for (let left = TIMES; left > 0; left--) times.push(await once());
  times.sort((a, b) => a - b);
  const shown = (time) => time.toFixed(2);
  const range = `${shown(times[0])} to ${shown(times.at(-1))}`;
  console.log(`${name}: ${shown(times[TIMES / 2])} ms in the median of ${TIMES}, ${range}`);
}

await writeProgram();
for (const [name, run] of Object.entries(MEASURES))
  if (chosen.length === 0 || chosen.includes(name)) await run(measure);
