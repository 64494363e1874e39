import type { Reporter } from "../../diagnostics/reporter.ts";
import { didYouMean } from "../../diagnostics/suggest.ts";

const FEW = 8;
/** Beyond so many names the comparison is felt, when many words are wrong. */
const MANY = 5000;

/**
 * The help for a name that is not among these: the one that was probably meant, or all of them when they are few.
 * None once the reporter only counts: nobody would read it, and comparing every wrong name of a large policy with
 * every right one takes minutes.
 */
export function namesHelp(word: string, names: Iterable<unknown>, reporter?: Reporter): { help?: string } {
  if (reporter !== undefined && reporter.more > 0) return {};
  const known = [...new Set(Array.from(names, String))];
  const help = known.length > MANY ? undefined : (didYouMean(word, known) ?? oneOf(known));
  return help === undefined ? {} : { help };
}

function oneOf(names: readonly string[]): string | undefined {
  if (names.length === 0 || names.length > FEW) return undefined;
  return `known: ${names.map((name) => `\`${name}\``).join(", ")}`;
}
