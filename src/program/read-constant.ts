import { isAutomaton } from "./is-automaton.ts";
import { compareTexts } from "./order.ts";
import type { CidrConstant, Constant } from "./program.ts";
import { readNumber, type Streams } from "./streams.ts";

/** @throws ActraProgramError `PROGRAM_INVALID` */
export function readConstant(streams: Streams): Constant {
  return READ_CONSTANT[streams.word(CONSTANT_KINDS)](streams);
}

/** In a file, kinds are numbers: their places here. */
const READ_CONSTANT: { readonly [Kind in Constant["kind"]]: (streams: Streams) => Constant } = {
  number: (streams) => ({ kind: "number", value: streams.number() }),
  range: (streams) => ({ kind: "range", low: streams.number(), high: streams.number() }),
  text: (streams) => ({ kind: "text", value: streams.text() }),
  ip: (streams) => ({ kind: "ip", value: readAddress(streams) }),
  numbers: (streams) => ({ kind: "numbers", values: streams.sorted(readNumber) }),
  texts: (streams) => ({ kind: "texts", values: streams.sorted(readFolded, isTextBefore) }),
  ips: (streams) => ({ kind: "ips", values: streams.sorted(readAddress) }),
  cidrs: (streams) => ({ kind: "cidrs", values: streams.items(readCidr) }),
  automaton: (streams) => ({ kind: "automaton", table: readAutomaton(streams) }),
  rules: (streams) => ({ kind: "rules", values: streams.counts() }),
};

export const CONSTANT_KINDS = /* @__PURE__ */ Object.keys(READ_CONSTANT) as readonly Constant["kind"][];

/** Lists of texts are searched after folding. */
function readFolded(streams: Streams): string {
  const text = streams.text();
  streams.ensure(!/[A-Z]/.test(text));
  return text;
}

function isTextBefore(a: string, b: string): boolean {
  return compareTexts(a, b) < 0;
}

function readAddress(streams: Streams): string {
  const address = streams.text();
  streams.ensure(/^[0-9a-f]{32}$/.test(address));
  return address;
}

function readCidr(streams: Streams): CidrConstant {
  const address = readAddress(streams);
  const prefix = streams.count();
  streams.ensure(prefix <= 128);
  return { address, prefix };
}

function readAutomaton(streams: Streams): Uint8Array {
  const table = streams.bytes();
  streams.ensure(isAutomaton(table));
  return table;
}
