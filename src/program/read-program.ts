import { bare, bareObject } from "../language/bare.ts";
import type { Approval } from "../language/model.ts";
import { DOMAINS, EFFECTS, RULE_ID_PATTERN, SCALAR_TYPES } from "../language/types.ts";
import { type ProgramContent, VALUE_KINDS } from "./content.ts";
import { contentShape, isName } from "./content-shape.ts";
import { isAutomaton } from "./is-automaton.ts";
import { ensure } from "./misshapen.ts";
import { compareTexts } from "./order.ts";
import type { CidrConstant, Constant, Program, ProgramRule, Slot } from "./program.ts";
import { Streams } from "./streams.ts";

// The content of a program file → the program, each part of which is by itself as program.ts declares it, and as the
// machine relies on: lists in its order, texts that UTF-8 can write. What the parts mean to each other is the verifier's work.

/**
 * @param debug in place of what the content has
 * @throws Misshapen
 */
export function readProgram(content: unknown, debug?: Program["debug"]): Program {
  const wrong = contentShape(content);
  ensure(wrong === undefined, `program${wrong}`);
  bare(content);
  const { rows, texts, numbers, automata, ...facts } = content as ProgramContent;
  const streams = new Streams(content as ProgramContent);
  const program: Program = {
    ...facts,
    debug: debug ?? facts.debug,
    slots: streams.distinct("slots", readSlot, slotKey),
    literals: streams.distinct("literals", readText, itself),
    constants: streams.list("constants", readConstant),
    rules: streams.distinct("rules", readRule, idOf),
  };
  streams.end();
  return program;
}

function readSlot(streams: Streams): Slot {
  return {
    domain: streams.word(DOMAINS),
    path: streams.items(readName),
    type: readType(streams),
    text: streams.flag(),
    list: streams.flag() ? streams.count() : undefined,
  };
}

function readName(streams: Streams): string {
  const name = streams.text();
  streams.ensure(isName(name));
  return name;
}

function readType(streams: Streams): Slot["type"] {
  const kind = streams.word(VALUE_KINDS);
  const scalar = streams.flag() ? streams.word(SCALAR_TYPES) : undefined;
  streams.ensure((kind === "scalar" || kind === "list") === (scalar !== undefined));
  return { kind, scalar };
}

function slotKey({ domain, path, type, list }: Slot): string {
  return [domain, ...path, type.kind, type.scalar, list].join(".");
}

function readText(streams: Streams): string {
  return streams.text();
}

function itself(text: string): string {
  return text;
}

function readConstant(streams: Streams): Constant {
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

function readNumber(streams: Streams): number {
  return streams.number();
}

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
  const table = streams.automaton();
  streams.ensure(isAutomaton(table));
  return table;
}

/** All have the same keys in the same order, for one hidden class. */
function readRule(streams: Streams): ProgramRule {
  const rule: ProgramRule = {
    id: streams.text(),
    effect: streams.word(EFFECTS),
    audit: streams.flag(),
    position: streams.count(),
    tests: streams.count(),
    computations: streams.count(),
    reads: streams.counts(),
    actions: streams.flag() ? streams.counts() : undefined,
    actor: streams.flag() ? streams.text() : undefined,
    reason: streams.flag() ? streams.text() : undefined,
    approval: streams.flag() ? readApproval(streams) : undefined,
  };
  streams.ensure(RULE_ID_PATTERN.test(rule.id));
  streams.ensure(rule.tests > 0);
  return rule;
}

/** Decisions show it as it is, so it lacks what it lacks. */
function readApproval(streams: Streams): Approval {
  const approval = bareObject();
  approval["approvers"] = streams.items(readText);
  if (streams.flag()) approval["quorum"] = readQuorum(streams);
  if (streams.flag()) approval["expires_in"] = streams.text();
  return approval as unknown as Approval;
}

function readQuorum(streams: Streams): number {
  const quorum = streams.number();
  streams.ensure(Number.isSafeInteger(quorum) && quorum > 0);
  return quorum;
}

function idOf({ id }: ProgramRule): string {
  return id;
}
