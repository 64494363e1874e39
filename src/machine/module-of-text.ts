const ESCAPE_92 = 0x21;
const FIRST = 0x23;
/** What stands for a byte of 0; that it is no smaller makes the text compress better. */
const ZERO = FIRST + 5;

/**
 * The module of which scripts/build-wasm.mjs has made this text: a byte is a character, and 0 is `(`; after `!` it is 92
 * more, after a space 184 more. Behind 255 comes 0.
 */
export function moduleOfText(text: string): WebAssembly.Module {
  // In place, since a byte takes as many characters or fewer; this runs once, and cold, where calls and growing lists cost most.
  const bytes = new TextEncoder().encode(text);
  let length = 0;
  for (let i = 0; i < bytes.length; i++) {
    let code = bytes[i]!;
    if (code < FIRST) code = bytes[++i]! + (code === ESCAPE_92 ? 92 : 184);
    bytes[length++] = code - ZERO;
  }
  return new WebAssembly.Module(bytes.subarray(0, length));
}
