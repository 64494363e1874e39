// Patterns for names of actions. A name has no `*`, so that one tells a pattern from a name.

export function isPattern(word: string): boolean {
  return word.includes("*");
}

/** `*` is any run of characters, the empty one too; every other character is itself. Linear in both. */
export function matchesPattern(name: string, pattern: string): boolean {
  const [first, ...rest] = pattern.split("*") as [string, ...string[]];
  const last = rest.pop() ?? "";
  const end = name.length - last.length;
  if (!name.startsWith(first) || !name.endsWith(last)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= end;
}
