import { run } from "/tmp/wt/analysis/src/cli/run.ts";
import pc from "picocolors";
const t = { readInput: async () => new Uint8Array(), inputIsTyped: false, outputIsShown: false, colors: pc.createColors(false), errorColors: pc.createColors(false), today: new Date() };
const r = await run(process.argv.slice(2), t as any);
process.stdout.write((r.out as any) ?? ""); process.stdout.write(r.err ?? ""); console.log("exit", r.code);
