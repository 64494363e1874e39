import { type Line, pieceOf } from "./line.ts";

// The lines of several rules, one over the other: cut where any of them is, with the rules that each piece leaves.

export interface Overlay {
  readonly cuts: Float64Array;
  /** For each piece, the rules that can match there, up to and with the first that is sure to. */
  readonly rules: readonly (readonly number[])[];
}

/** Undefined when the pieces would name more than `most` rules in all. The lines come in the order of their rules. */
export function overlay(lines: readonly Line[], most = Number.POSITIVE_INFINITY): Overlay | undefined {
  const cuts = cutsOf(lines);
  const rules = Array.from({ length: cuts.length + 1 }, (): number[] => []);
  const open = new OpenPieces(rules.length);
  let named = 0;
  for (const { rule, spans } of lines)
    for (const { from, to, sure } of spans) {
      const end = to === Number.POSITIVE_INFINITY ? rules.length : pieceOf(to, cuts);
      for (let piece = open.from(pieceOf(from, cuts)); piece < end; piece = open.from(piece + 1)) {
        if (++named > most) return undefined;
        rules[piece]!.push(rule);
        if (sure) open.close(piece);
      }
    }
  return { cuts, rules };
}

function cutsOf(lines: readonly Line[]): Float64Array {
  const cuts = new Set<number>();
  for (const { spans } of lines) for (const { from, to } of spans) cuts.add(from).add(to);
  cuts.delete(Number.NEGATIVE_INFINITY);
  cuts.delete(Number.POSITIVE_INFINITY);
  return Float64Array.from(cuts).sort();
}

/** Pieces that no rule is sure of yet. Each is closed once, and closed ones are passed over in one go. */
class OpenPieces {
  readonly #next: Int32Array;

  constructor(count: number) {
    this.#next = Int32Array.from({ length: count + 1 }, (_, piece) => piece);
  }

  from(piece: number): number {
    const next = this.#next;
    let at = piece;
    while (next[at] !== at) {
      next[at] = next[next[at]!]!;
      at = next[at]!;
    }
    return at;
  }

  close(piece: number): void {
    this.#next[piece] = piece + 1;
  }
}
