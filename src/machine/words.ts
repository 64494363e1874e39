import { alone } from "../language/alone.ts";
import { Recent } from "./recent.ts";
import { utf8Length } from "./utf8.ts";

// Strings that are only compared as a whole: what the machine has in their place, and what they count for.

export interface Word {
  /** That of the program's literal which it is; 0 for every other string. */
  readonly handle: number;
  /** Its length in UTF-8. */
  readonly bytes: number;
}

/** Longer strings are counted with care, and only when that is known to be no more than may be read. */
const SHORT = 64;
/** Fields hold the same few words again and again; these are found without counting their bytes again. */
const MOST_MET = 1000;

export class Words {
  readonly #known: Map<string, Word>;
  readonly #recent = new Recent<Word>();
  readonly #most: number;
  /** Units of a string that is `short`, and within the limit whatever they are. */
  readonly limit: number;

  /** @param longest bytes that a string may have */
  constructor(literals: readonly string[], longest: number) {
    this.#known = new Map(literals.map((text, i) => [text, { handle: i + 1, bytes: utf8Length(text) }]));
    this.#most = literals.length + MOST_MET;
    this.limit = Math.min(SHORT, longest / 3);
  }

  /** 0 for what is no literal. */
  handleOf(text: string): number {
    return this.#known.get(text)?.handle ?? 0;
  }

  /**
   * `undefined` for strings that have to be counted with care: long ones, and what is no Unicode text.
   *
   * @param secret the string is not kept
   */
  short(text: string, secret: boolean): Word | undefined {
    if (text.length > this.limit) return undefined;
    return this.#recent.get(text) ?? this.#find(text, secret);
  }

  #find(text: string, secret: boolean): Word | undefined {
    const word = this.#known.get(text);
    return word === undefined ? this.#meet(text, secret) : this.#recent.set(text, word);
  }

  #meet(text: string, secret: boolean): Word | undefined {
    const bytes = utf8Length(text);
    if (Number.isNaN(bytes)) return undefined;
    const word = { handle: 0, bytes };
    if (!secret && this.#known.size < this.#most) this.#known.set(alone(text), word);
    return word;
  }
}
