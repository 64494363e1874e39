/** `npm run soak:runtime -- --calls N`: a million calls in 64 chains, with another policy after every thousand. */
import { parseArgs } from "node:util";
import { Soak } from "./soak.ts";

const { values } = parseArgs({ options: { calls: { type: "string", default: "1000000" } } });
const started = performance.now();
const calls = Number(values.calls);
const soak = await new Soak({ calls, chains: 64, every: 1000, collect: globalThis.gc! }).run();
const { ran, blocked, refused, replaced, wrong, heap, memory } = soak;
const megabytes = (sizes: number[]) => sizes.map((size) => (size / 2 ** 20).toFixed(1)).join(" ");
console.log(
  `${calls} calls in ${((performance.now() - started) / 1000).toFixed(0)} s, ${replaced} policies replaced`,
);
console.log(`${ran} ran, ${blocked} were blocked, ${refused} approvals came too late, ${wrong.length} wrong`);
console.log(`heap after each tenth, MB: ${megabytes(heap)}`);
console.log(`machine's memory, MB: ${megabytes(memory)}`);
for (const one of wrong.slice(0, 5)) console.log(one);
process.exitCode = wrong.length > 0 ? 1 : 0;
