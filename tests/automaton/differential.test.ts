import { describe, expect, it } from "vitest";
import { accepts } from "../../src/automaton/automaton.ts";
import { type CompiledPattern, compileLike, compileMatches } from "../../src/automaton/compile.ts";
import type { PatternError } from "../../src/automaton/refusal.ts";
import { Random } from "../generate/random.ts";
import { glob, type Piece, regularExpression, textFor } from "./patterns.ts";
import { run } from "./run.ts";

// The automata against what JavaScript itself says of the same pattern and text, and as the machine walks them.

const PATTERNS = 5_050;
const TEXTS = 10;

interface Spread {
  readonly patterns: number;
  readonly pairs: number;
  readonly matching: number;
  readonly tooLarge: number;
  readonly states: number;
}

type Compile = (pattern: string) => CompiledPattern | PatternError;
type Expected = (pattern: string) => (text: string) => boolean;

function compare(make: (random: Random) => Piece, compile: Compile, expected: Expected): Spread {
  const spread = { patterns: 0, pairs: 0, matching: 0, tooLarge: 0, states: 0 };
  for (let seed = 0; seed < PATTERNS; seed++) {
    const random = new Random(seed);
    const piece = make(random);
    const outcome = compile(piece.source);
    if (outcome.kind !== "compiled") {
      expect(outcome, `/${piece.source}/`).toMatchObject({ kind: "too_large" });
      spread.tooLarge++;
      continue;
    }
    spread.patterns++;
    spread.states = Math.max(spread.states, outcome.automaton.accepting.length);
    const matches = expected(piece.source);
    for (const text of random.times(TEXTS, () => textFor(piece, random))) {
      const answers: boolean[] = [
        matches(text),
        accepts(outcome.automaton, text),
        run(outcome, text).accepted,
      ];
      if (new Set(answers).size > 1)
        expect.fail(`seed ${seed}, ${JSON.stringify(piece.source)}, ${JSON.stringify(text)}: ${answers}`);
      spread.pairs++;
      spread.matching += Number(answers[0]);
    }
  }
  return spread;
}

function expectSpread(spread: Spread): void {
  console.log(JSON.stringify(spread));
  expect(spread.patterns).toBeGreaterThanOrEqual(5_000);
  expect(spread.pairs).toBeGreaterThanOrEqual(50_000);
  expect(spread.matching).toBeGreaterThanOrEqual(spread.pairs * 0.3);
  expect(spread.pairs - spread.matching).toBeGreaterThanOrEqual(spread.pairs * 0.2);
}

/** Every way of spending the text on the pattern. */
function fits(pattern: string, text: string): boolean {
  if (pattern === "") return text === "";
  const [token] = /^\\?./su.exec(pattern)!;
  const rest = pattern.slice(token.length);
  const first = String.fromCodePoint(...[text.codePointAt(0) ?? []].flat());
  if (token === "*") return fits(rest, text) || (text !== "" && fits(pattern, text.slice(first.length)));
  if (text === "") return false;
  return (token === "?" || token.replace(/^\\/, "") === first) && fits(rest, text.slice(first.length));
}

describe("random patterns", () => {
  it("`matches` says what RegExp says with the flag `u`", () => {
    const expected: Expected = (pattern) => {
      const regExp = new RegExp(pattern, "u");
      return (text) => regExp.test(text);
    };
    expectSpread(compare(regularExpression, compileMatches, expected));
  });

  it("`like` says what trying every way says", () => {
    expectSpread(compare(glob, compileLike, (pattern) => (text) => fits(pattern, text)));
  });
});
