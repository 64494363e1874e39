/** Texts that would move the cursor, colour the terminal, turn a line around or fake a further one. */
export const hostileTexts: readonly string[] = [
  "a\nb",
  "\r\n\r\n",
  "\u001b[2J\u001b[31mred",
  "\u009b2J",
  "\u2028\u2029",
  "\u202eabc",
  "\u2066abc",
  "\0",
  "\u007f",
];

/** What of that is in a text; the ends of its lines are not. */
export function unprintable(text: string): string[] {
  return [...text].filter((character) => character !== "\n" && /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(character));
}
