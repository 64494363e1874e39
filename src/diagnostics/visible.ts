// User's text on its way to a terminal: nothing in it may steer the terminal or hide from the eye.

/** Control characters but tab, bidirectional overrides, zero-width characters, lone surrogates. */
const INVISIBLE = /[\p{Cc}\p{Cs}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;
const WIDE =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
const ZERO_WIDTH = /\p{Mn}|\p{Me}|\u200c|\u200d|\ufe0f/u;

/** What is longer than this was never meant to be read. */
const LONGEST = 1000;

/** With invisible characters as escapes such as `\u{1b}`, and cut where it is endless. */
export function visible(text: string): string {
  const shown = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return shown.replace(INVISIBLE, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}

/** How many columns of a terminal a character that is visible takes, about. */
export function columnsOf(character: string): number {
  if (character < "\u0300") return 1;
  if (ZERO_WIDTH.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}
