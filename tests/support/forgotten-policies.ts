/** Run by lifecycle.test.ts: loads policies and forgets them, and prints how much memory that took. Needs --expose-gc. */
import { Actra } from "../../src/index.ts";
import { machine } from "./machine.ts";

const collect = (globalThis as { gc?: () => void }).gc!;
const file = Actra.compile({
  schema: "version: 1\nactions: { say: { fields: { word: string } } }",
  policy: {
    version: 1,
    rules: Array.from({ length: 30 }, (_, i) => ({
      id: i === 0 ? "word" : `r${i}`,
      scope: { action: "say" },
      when: {
        subject: { domain: "action", field: "word" },
        operator: "starts_with",
        value: { literal: i === 0 ? "word" : `${i}${"x".repeat(200)}` },
      },
      effect: "block",
    })),
  },
}).toBytes();

/** Finalizers run between turns, some time after the collection. */
async function forget(count: number): Promise<void> {
  for (let i = 0; i < count; i++) Actra.load(file);
  for (let i = 0; i < 6; i++) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function growth(run: () => unknown): Promise<number> {
  const before = machine().extent();
  await run();
  return machine().extent() - before;
}

const holder = Actra.load(file);
const held: unknown[] = [];
await forget(200);
const forgotten = await growth(async () => {
  for (let round = 0; round < 5; round++) await forget(200);
});
const kept = await growth(() => {
  for (let i = 0; i < 1000; i++) held.push(Actra.load(file));
});
const decides = holder.evaluate({ action: { type: "say", word: "words" } }).matched_rule;
console.log(JSON.stringify({ forgotten, kept, decides, held: held.length }));
