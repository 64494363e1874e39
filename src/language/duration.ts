// Durations as CEL writes them, which is Go's way: `1h30m`, `1.5h`, `-90s`, `250ms`, `0`.

const PART = /(\d+)(?:\.(\d*))?(h|ms|m|s|us|µs|ns)|\.(\d+)(h|ms|m|s|us|µs|ns)/y;
const LONGEST = 100;

const NANOSECONDS: Readonly<Record<string, bigint>> = {
  h: 3_600_000_000_000n,
  m: 60_000_000_000n,
  s: 1_000_000_000n,
  ms: 1_000_000n,
  us: 1_000n,
  µs: 1_000n,
  ns: 1n,
};

/**
 * Milliseconds; `undefined` when the text is no duration, or none of whole milliseconds, which is all that datetimes
 * tell apart.
 */
export function parseDuration(text: string): number | undefined {
  if (text.length > LONGEST) return undefined;
  const sign = /^[+-]?/.exec(text)![0];
  const rest = text.slice(sign.length);
  const nanoseconds = rest === "0" ? 0n : sum(rest);
  if (nanoseconds === undefined || nanoseconds % 1_000_000n !== 0n) return undefined;
  const milliseconds = Number(nanoseconds / 1_000_000n);
  if (!Number.isSafeInteger(milliseconds)) return undefined;
  return (sign === "-" ? -milliseconds : milliseconds) + 0;
}

/** Of all parts, which fill the text. */
function sum(text: string): bigint | undefined {
  let total = 0n;
  PART.lastIndex = 0;
  for (let at = 0; at < text.length || at === 0; at = PART.lastIndex) {
    const part = PART.exec(text);
    if (part === null) return undefined;
    const [, whole = "0", fraction = part[4] ?? "", unit = part[5]!] = part;
    const scale = 10n ** BigInt(fraction.length);
    const size = BigInt(whole + fraction) * NANOSECONDS[unit]!;
    if (size % scale !== 0n) return undefined;
    total += size / scale;
  }
  return total;
}
