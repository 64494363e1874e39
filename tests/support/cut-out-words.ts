/** Run by lifecycle.test.ts: decides on words cut out of long texts, and prints how many bytes of those stay. Needs --expose-gc. */
import { Actra } from "../../src/index.ts";

const collect = (globalThis as { gc?: () => void }).gc!;
const WORDS = 1000;
const LONG = 100_000;
const policy = Actra.compile({
  schema: "version: 1\nactions: { say: { fields: { word: string } } }",
  policy: `version: 1
rules:
  - id: word
    scope: { action: say }
    when: { subject: { domain: action, field: word }, operator: equals, value: { literal: word } }
    effect: block`,
});

/** A text of its own, not one put together of others. */
function longText(beginning: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(beginning.padEnd(LONG, "x")));
}

function decide(i: number): void {
  const word = longText(`word number ${i}, and a bit more`).slice(0, 30);
  policy.evaluate({ action: { type: "say", word } });
}

decide(-1);
collect();
const before = process.memoryUsage().heapUsed;
for (let i = 0; i < WORDS; i++) decide(i);
collect();
const kept = process.memoryUsage().heapUsed - before;
const { effect } = policy.evaluate({ action: { type: "say", word: "word" } });
console.log(JSON.stringify({ kept, read: WORDS * LONG, effect }));
