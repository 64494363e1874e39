import type { Random } from "../generate/random.ts";

// Random patterns, each with a way of making texts that it is about: so that enough of the pairs match.

export interface Piece {
  readonly source: string;
  /** Text that the piece matches, but for assertions, which take what comes. */
  sample(): string;
}

type Make = (random: Random, depth: number) => Piece;

const LETTERS = [
  "a",
  "b",
  "c",
  "A",
  "_",
  "7",
  "-",
  " ",
  "\n",
  "é",
  "ß",
  "Σ",
  "漢",
  "😀",
  "𝒳",
  "\u2028",
  "\ufeff",
  "\u0130",
];

/** Classes and escapes, each with some of its members. */
const CLASSES: readonly (readonly [source: string, members: string])[] = [
  [".", "ab7 é漢😀"],
  ["[^]", "a\n😀"],
  ["[]", ""],
  ["\\d", "079"],
  ["\\D", "a é😀"],
  ["\\w", "aZ_0"],
  ["\\W", " -é😀\n"],
  ["\\s", " \n\u2028\ufeff\u00a0"],
  ["\\S", "a漢😀"],
  ["[a-c]", "abc"],
  ["[^a-c]", "dA\n😀"],
  ["[\\d_-]", "7_-"],
  ["[^\\w\\s]", "-é😀"],
  ["[\\u{1F600}-\\u{1F64F}]", "😀🙏"],
  ["[\\ud83d\\ude00x]", "😀x"],
  ["[\\ud800-\\udfff]", ""],
  ["[^\\ud83d]", "a😀"],
  ["[\\0-\\x7f]", "a\0\n"],
  ["[é-漢]", "éΣ漢"],
  ["[\\uffff-\\u{10000}]", "\uffff\u{10000}"],
  ["[\\b\\]\\\\]", "\b]\\"],
];

/** The same, with tables that take long to build. */
const PROPERTIES: typeof CLASSES = [
  ["\\p{L}", "aéß漢𝒳"],
  ["\\P{L}", "7 😀\n"],
  ["\\p{Lu}", "AΣ\u0130"],
  ["\\p{Script=Greek}", "Σα"],
  ["\\p{Script_Extensions=Han}", "漢〆"],
  ["\\p{Emoji_Presentation}", "😀🚀"],
  ["[\\p{L}\\d]", "aé7𝒳"],
  ["[^\\P{Lu}]", "AΣ"],
];

/** Spellings of single characters. */
const SPELLINGS: readonly (readonly [source: string, character: string])[] = [
  ["\\u{1F600}", "😀"],
  ["\\ud83d\\ude00", "😀"],
  ["\\x41", "A"],
  ["\\u0061", "a"],
  ["\\n", "\n"],
  ["\\cJ", "\n"],
  ["\\x00", "\0"],
  ["\\.", "."],
  ["\\/", "/"],
  ["\\u{10FFFF}", "\u{10ffff}"],
];

const QUANTIFIERS: readonly (readonly [source: string, min: number, max: number])[] = [
  ["*", 0, 3],
  ["+", 1, 3],
  ["?", 0, 1],
  ["{2}", 2, 2],
  ["{0}", 0, 0],
  ["{1,3}", 1, 3],
  ["{2,}", 2, 4],
  ["{0,2}", 0, 2],
];

const character: Make = (random) => {
  const letter = random.pick(LETTERS);
  return { source: letter === "-" ? "\\x2d" : letter, sample: () => letter };
};

const spelling: Make = (random) => {
  const [source, letter] = random.pick(SPELLINGS);
  return { source, sample: () => letter };
};

const characterClass: Make = (random) => {
  const [source, members] = random.pick(random.chance(0.1) ? PROPERTIES : CLASSES);
  return { source, sample: () => random.pick([...members, ...(members ? [] : [""])]) };
};

const assertion: Make = (random) => {
  const source = random.pick(["^", "$", "\\b", "\\B", "\\b", "\\B"]);
  return { source, sample: () => "" };
};

const group: Make = (random, depth) => {
  const { source, sample } = alternatives(random, depth - 1);
  const open = random.pick(["(", "(?:", `(?<n${random.below(1e9)}>`]);
  return { source: `${open}${source})`, sample };
};

const quantified: Make = (random, depth) => {
  const make = random.weighted<Make>([
    [4, character],
    [1, spelling],
    [3, characterClass],
    [depth > 0 ? 4 : 0, group],
  ]);
  const item = make(random, depth);
  const [quantifier, min, max] = random.pick(QUANTIFIERS);
  return {
    source: `${item.source}${quantifier}${random.chance(0.3) ? "?" : ""}`,
    sample: () => random.times(random.between(min, max), item.sample).join(""),
  };
};

const sequence: Make = (random, depth) => {
  const make = (): Piece =>
    random.weighted<Make>([
      [5, character],
      [1, spelling],
      [4, characterClass],
      [1, assertion],
      [3, quantified],
      [depth > 0 ? 2 : 0, group],
    ])(random, depth);
  const items = random.times(
    random.weighted([
      [1, 0],
      [4, 1],
      [4, 2],
      [3, 3],
      [1, 5],
    ]),
    make,
  );
  return {
    source: items.map(({ source }) => source).join(""),
    sample: () => items.map((item) => item.sample()).join(""),
  };
};

const alternatives: Make = (random, depth) => {
  const branches = random.times(
    random.weighted([
      [6, 1],
      [3, 2],
      [1, 3],
    ]),
    () => sequence(random, depth),
  );
  return {
    source: branches.map(({ source }) => source).join("|"),
    sample: () => random.pick(branches).sample(),
  };
};

/** Now and then anchored, as people write them. */
export function regularExpression(random: Random): Piece {
  const { source, sample } = alternatives(random, 2);
  const grouped = source.includes("|") ? `(?:${source})` : source;
  return {
    source: random.weighted([
      [5, source],
      [3, `^${grouped}$`],
      [1, `^${grouped}`],
      [1, `${grouped}$`],
    ]),
    sample,
  };
}

export function glob(random: Random): Piece {
  const items = random.times(random.between(0, 6), (): Piece => {
    const letter = random.pick(["a", "b", "a", "b", "*", "?", "\\", "\n", "é", "😀"]);
    const any = (): string => random.pick([...LETTERS, "a", "b"]);
    return random.weighted<Piece>([
      [3, { source: "*", sample: () => random.times(random.below(4), any).join("") }],
      [2, { source: "?", sample: any }],
      [
        5,
        {
          source: /[*?\\]/.test(letter) || random.chance(0.1) ? `\\${letter}` : letter,
          sample: () => letter,
        },
      ],
    ]);
  });
  return {
    source: items.map(({ source }) => source).join(""),
    sample: () => items.map((item) => item.sample()).join(""),
  };
}

/** A text that the piece may be about: as sampled, in other text, or with a change. */
export function textFor(piece: Piece, random: Random): string {
  const letter = (): string => random.pick(LETTERS);
  const text = [...piece.sample()];
  const changed = random.weighted<() => string[]>([
    [5, () => text],
    [1, () => [letter(), ...text]],
    [1, () => [...text, letter()]],
    [1, () => text.slice(0, -1)],
    [1, () => text.toSpliced(random.below(text.length + 1), 1, letter())],
    [1, () => random.times(random.below(5), letter)],
  ]);
  return changed().join("");
}
