/** Bytes that the string takes in UTF-8; `NaN` when a lone surrogate makes it no Unicode text. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    bytes += unit < 0x800 ? 1 : 2;
    if ((unit & 0xf800) !== 0xd800) continue;
    if (unit >= 0xdc00 || (text.charCodeAt(i + 1) & 0xfc00) !== 0xdc00) return Number.NaN;
    i++;
  }
  return bytes;
}

/** Room that a text of so many bytes takes: what follows it may be a record, and stands at a multiple of 8. */
export function textRoom(bytes: number): number {
  return (bytes + 7) & ~7;
}
