// What the process has more of, in megabytes, after so many decisions on texts and lists of ever-changing size.

import { Actra } from "../../dist/index.js";

const schema = {
  version: 1,
  actions: { publish: { fields: { text: "string", tags: "string[]" } } },
};
const policy = `
version: 1
default: allow
rules:
  - { id: text, scope: { action: publish }, when: action.text.contains("needle"), effect: block }
  - { id: tag, scope: { action: publish }, when: '"forbidden" in action.tags', effect: block }
`;
const greatest = 2048;

/** Mostly short, now and then long: each power of two as often as the next. */
const sizeOf = (i) => (Math.imul(i, 0x9e3779b1) >>> 0) % (1 << (1 + (i % Math.log2(greatest))));

export async function measured({ size }) {
  const compiled = Actra.compile({ schema, policy });
  const texts = Array.from({ length: greatest }, (_, i) => "hay ".repeat(i / 4 + 1).slice(0, i));
  const tags = Array.from({ length: 64 }, (_, i) => Array.from({ length: i }, (_, tag) => `tag-${tag}`));
  const decide = (i) => {
    const input = { action: { type: "publish", text: texts[sizeOf(i)], tags: tags[sizeOf(i + 7) % 64] } };
    return compiled.evaluate(input).effect;
  };
  const resident = () => {
    globalThis.gc();
    return process.memoryUsage().rss / 1024 / 1024;
  };
  for (let i = 0; i < size / 10; i++) decide(i);
  const before = resident();
  for (let i = 0; i < size; i++) if (decide(i) !== "allow") throw new Error("blocked");
  return { figures: { megabytes: resident() - before } };
}
