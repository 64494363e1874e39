import { bare, bareObject } from "../language/bare.ts";
import type { Approval } from "../language/model.ts";
import { DOMAINS, EFFECTS, RULE_ID_PATTERN, SCALAR_TYPES } from "../language/types.ts";
import { CONSTANT_KINDS, type ProgramContent, VALUE_KINDS } from "./content.ts";
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
  const streams = new Streams({ ...facts, rows, texts, numbers, automata });
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
    domain: streams.word(DOMAINS, ".domain"),
    path: streams.items(readName),
    type: readType(streams),
    text: streams.flag(".text"),
    list: streams.flag(".list") ? streams.count() : undefined,
  };
}

function readName(streams: Streams): string {
  const name = streams.text();
  streams.ensure(isName(name), ".path");
  return name;
}

function readType(streams: Streams): Slot["type"] {
  const kind = streams.word(VALUE_KINDS, ".type");
  const scalar = streams.flag(".type") ? streams.word(SCALAR_TYPES, ".type") : undefined;
  streams.ensure((kind === "scalar" || kind === "list") === (scalar !== undefined), ".type");
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
  const kind = streams.word(CONSTANT_KINDS, ".kind");
  switch (kind) {
    case "number":
      return { kind, value: streams.number(".value") };
    case "range":
      return { kind, low: streams.number(".low"), high: streams.number(".high") };
    case "text":
      return { kind, value: streams.text() };
    case "ip":
      return { kind, value: readAddress(streams) };
    case "numbers":
      return { kind, values: streams.sorted(readNumber, ".values") };
    case "texts":
      return { kind, values: streams.sorted(readFolded, ".values", isTextBefore) };
    case "ips":
      return { kind, values: streams.sorted(readAddress, ".values") };
    case "cidrs":
      return { kind, values: streams.items(readCidr) };
    case "automaton":
      return { kind, table: readAutomaton(streams) };
    case "rules":
      return { kind, values: streams.counts(".values") };
  }
}

function readNumber(streams: Streams): number {
  return streams.number(".values");
}

/** Lists of texts are searched after folding. */
function readFolded(streams: Streams): string {
  const text = streams.text();
  streams.ensure(!/[A-Z]/.test(text), ".values");
  return text;
}

function isTextBefore(a: string, b: string): boolean {
  return compareTexts(a, b) < 0;
}

function readAddress(streams: Streams): string {
  const address = streams.text();
  streams.ensure(/^[0-9a-f]{32}$/.test(address), ".address");
  return address;
}

function readCidr(streams: Streams): CidrConstant {
  const address = readAddress(streams);
  const prefix = streams.count();
  streams.ensure(prefix <= 128, ".prefix");
  return { address, prefix };
}

function readAutomaton(streams: Streams): Uint8Array {
  const table = streams.automaton();
  streams.ensure(isAutomaton(table), ".table");
  return table;
}

/** All have the same keys in the same order, for one hidden class. */
function readRule(streams: Streams): ProgramRule {
  const rule: ProgramRule = {
    id: streams.text(),
    effect: streams.word(EFFECTS, ".effect"),
    audit: streams.flag(".audit"),
    position: streams.count(),
    tests: streams.count(),
    computations: streams.count(),
    reads: streams.counts(".reads"),
    actions: streams.flag(".actions") ? streams.counts(".actions") : undefined,
    actor: streams.flag(".actor") ? streams.text() : undefined,
    reason: streams.flag(".reason") ? streams.text() : undefined,
    approval: streams.flag(".approval") ? readApproval(streams) : undefined,
  };
  streams.ensure(RULE_ID_PATTERN.test(rule.id), ".id");
  streams.ensure(rule.tests > 0, ".tests");
  return rule;
}

/** Decisions show it as it is, so it lacks what it lacks. */
function readApproval(streams: Streams): Approval {
  const approval = bareObject();
  approval["approvers"] = streams.items(readText);
  if (streams.flag(".approval")) approval["quorum"] = readQuorum(streams);
  if (streams.flag(".approval")) approval["expires_in"] = streams.text();
  return approval as unknown as Approval;
}

function readQuorum(streams: Streams): number {
  const quorum = streams.number(".approval.quorum");
  streams.ensure(Number.isSafeInteger(quorum) && quorum > 0, ".approval.quorum");
  return quorum;
}

function idOf({ id }: ProgramRule): string {
  return id;
}
