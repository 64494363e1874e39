import { expect, it } from "vitest";
import { stringify } from "yaml";
import type { PolicyFile } from "../../src/compiler/sources.ts";
import { toExpression } from "../../src/format/format.ts";
import { makeCase } from "../generate/case.ts";
import { Random } from "../generate/random.ts";
import { SEED, seedsOfToday } from "../support/seed.ts";
import { CONVERSIONS, convertedEachWay, hashOf } from "./conversions.ts";

// Comments wherever a line ends or begins, at any indentation, and in expressions: none is lost, none appears twice, and the
// policy stays what it was.

/** Each scalar in one line, so that every line may have a comment at its end. */
function inLines(policy: object): string {
  const text = stringify(policy, {
    aliasDuplicateObjects: false,
    lineWidth: 0,
    defaultStringType: "QUOTE_DOUBLE",
    doubleQuotedMinMultiLineLength: Number.POSITIVE_INFINITY,
  });
  return text.replaceAll("\uffff", "\\uffff");
}

/** Between brackets, with a line for each key and item. */
function inBrackets(policy: object): string {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(policy, null, 2).replaceAll(/[\u007f-\u009f\ufeff\ufffe\uffff]/g, escaped);
}

function commented(text: string, random: Random): string {
  let count = 0;
  const comment = () =>
    `#${random.pick(["", " ", "  "])}note ${++count}${random.pick([".", " # more", ' "quoted'])}`;
  const lines = text
    .trimEnd()
    .split("\n")
    .flatMap((line) => {
      const own = random.times(
        random.pick([0, 0, 0, 1, 2]),
        () => `${" ".repeat(random.below(14))}${comment()}`,
      );
      const blank = random.chance(0.1) ? [""] : [];
      return [...own, ...blank, random.chance(0.2) ? `${line} ${comment()}` : line];
    });
  return `${[...lines, comment(), `  ${comment()}`].join("\n")}\n`;
}

/** Their numbers, in order of size. */
function notesIn(files: readonly PolicyFile[]): string[] {
  return files
    .flatMap(({ text }) => [...text.matchAll(/(?:#|\/\/) *(note \d+)/g)].map(([, note]) => note!))
    .sort();
}

it(`none is lost in random policies (SEED=${SEED})`, () => {
  let notes = 0;
  for (const seed of seedsOfToday(10)) {
    const random = new Random(seed);
    const { schema, policies, options } = makeCase(seed, 0);
    const files = policies.map((policy, index) => ({
      path: `${String(index).padStart(4, "0")}.yaml`,
      text: commented(seed % 3 === 0 ? inBrackets(policy) : inLines(policy), random),
    }));
    const hash = hashOf({ schema, policy: files }, options);
    notes += notesIn(files).length;
    for (const [name, converted] of convertedEachWay(files)) {
      expect(notesIn(converted), `${seed}, ${name}`).toEqual(notesIn(files));
      expect(hashOf({ schema, policy: converted }, options)).toBe(hash);
      expect(CONVERSIONS[name]?.(converted) ?? converted, `${seed}, ${name}`).toEqual(converted);
    }
  }
  expect(notes).toBeGreaterThan(300);
}, 60_000);

it("those in what an atom computes are above the expression that it becomes", () => {
  const policy = `version: 1
default: allow
rules:
  - id: a
    scope: { action: pay }
    when:
      subject: # beside
        expression: |
          action.n // left
          + 1
      operator: greater_than
      value: { expression: "1 + 2 // right" }
    effect: block
`;
  const above = ["beside", "left", "right"].map((comment) => `    # ${comment}\n`).join("");
  expect(toExpression(policy)).toContain(`${above}    when: action.n + 1 > 1 + 2\n`);
});
