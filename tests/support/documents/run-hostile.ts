import { parseDocument } from "yaml";
import { analyse } from "../../../src/compiler/analyse.ts";
import { renderDiagnostics } from "../../../src/diagnostics/render.ts";
import { HOSTILE_TEXTS } from "./hostile-texts.ts";
import { verbosePolicy } from "./verbose-policy.ts";

// Run as a process of its own, whose memory can be bounded: analyses each hostile text, and prints a line for each. Before
// and after them it prints what `yaml` alone takes for an honest policy that is nearly as large as files may be, by a third of one.

export interface HostileRun {
  readonly name: string;
  readonly codes: readonly string[];
  /** Of the text. */
  readonly length: number;
  /** Milliseconds of processor time: others may be using the machine. */
  readonly ours: number;
  readonly yaml?: number;
  /** Megabytes, the most so far. */
  readonly memory: number;
}

const SCHEMA = "version: 1\nactions: {}\n";

function timed(run: () => void): number {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function runHostile(name: string): HostileRun {
  const { make, comparable } = HOSTILE_TEXTS[name]!;
  const policy = make();
  const yaml = comparable && timed(() => parseDocument(policy, { uniqueKeys: false, logLevel: "silent" }));
  let codes: string[] = [];
  const ours = timed(() => {
    const { diagnostics, more } = analyse({ schema: SCHEMA, policy });
    renderDiagnostics(diagnostics, more);
    codes = [...new Set(diagnostics.map(({ code }) => code))];
  });
  const memory = process.resourceUsage().maxRSS / 1024;
  return { name, codes, length: policy.length, ours, memory, ...(yaml !== undefined && { yaml }) };
}

const A_THIRD = verbosePolicy(3_000);

function runHonest(): { readonly honest: number } {
  return { honest: 3 * timed(() => parseDocument(A_THIRD, { uniqueKeys: false, logLevel: "silent" })) };
}

console.log(JSON.stringify(runHonest()));
for (const name of Object.keys(HOSTILE_TEXTS)) console.log(JSON.stringify(runHostile(name)));
console.log(JSON.stringify(runHonest()));
