import { Scratch } from "../../assembly/shared/layout.ts";
import { bareWith } from "../language/bare.ts";
import { LARGEST_INPUT_LIMIT } from "../language/largest-limits.ts";
import type { InputLimits } from "../language/limits.ts";
import type { Approval } from "../language/model.ts";
import {
  MISSING_POLICIES,
  RESOLUTIONS,
  SEMANTICS,
  type Settings,
  UNKNOWN_ACTION_POLICIES,
} from "../language/settings.ts";
import { DOMAINS, EFFECTS, RULE_ID_PATTERN, SCALAR_TYPES, type ScalarType } from "../language/types.ts";
import { type ProgramContent, VALUE_KINDS } from "./content.ts";
import type { Program, ProgramRule, Slot } from "./program.ts";
import { readConstant } from "./read-constant.ts";
import { readSchema } from "./read-schema.ts";
import { readCount, readName, readNumber, readText, Streams } from "./streams.ts";

// The content of a program file → the program, each part of which is by itself as program.ts declares it, and as the
// machine relies on: lists in its order, texts that UTF-8 can write. What the parts mean to each other is the verifier's work.

/**
 * @param debug in place of what the content has
 * @throws ActraProgramError `PROGRAM_INVALID`
 */
export function readProgram(content: ProgramContent, debug: Program["debug"] = content[4]): Program {
  const streams: Streams = new Streams(content);
  const program: Program = {
    compiler: streams.text(),
    policyHash: readHash(streams),
    settings: readSettings(streams),
    inputLimits: readLimits(streams),
    scratch: streams.count(),
    schema: readSchema(streams),
    slots: streams.distinct(streams.items(readSlot), slotKey),
    literals: streams.distinct(streams.items(readText), itself),
    constants: streams.items(readConstant),
    rules: streams.distinct(streams.items(readRule), idOf),
    code: content[2],
    index: content[3],
    debug,
  };
  streams.end();
  streams.ensure(program.scratch <= Scratch.Most);
  return program;
}

function readHash(streams: Streams): string {
  const hash = streams.text();
  streams.ensure(/^[0-9a-f]{64}$/.test(hash));
  return hash;
}

function readSettings(streams: Streams): Settings {
  return {
    resolution: streams.word(RESOLUTIONS),
    default: streams.word(EFFECTS),
    missing: streams.word(MISSING_POLICIES),
    unknownAction: streams.word(UNKNOWN_ACTION_POLICIES),
    semantics: streams.word(SEMANTICS),
  };
}

function readLimits(streams: Streams): InputLimits {
  return {
    stringBytes: readLimit(streams),
    inputBytes: readLimit(streams),
    listItems: readLimit(streams),
    listObjects: readLimit(streams),
  };
}

function readLimit(streams: Streams): number {
  const limit = streams.count();
  streams.ensure(limit <= LARGEST_INPUT_LIMIT);
  return limit;
}

function readSlot(streams: Streams): Slot {
  return {
    domain: streams.word(DOMAINS),
    path: streams.items(readName),
    type: readType(streams),
    text: streams.count(),
    list: streams.optional(readCount),
  };
}

function readType(streams: Streams): Slot["type"] {
  const kind = streams.word(VALUE_KINDS);
  const scalar = streams.optional(readScalar);
  streams.ensure((kind === "scalar" || kind === "list") === (scalar !== undefined));
  return { kind, scalar };
}

function readScalar(streams: Streams): ScalarType {
  return streams.word(SCALAR_TYPES);
}

function slotKey({ domain, path, type, list }: Slot): string {
  return [domain, ...path, type.kind, type.scalar, list].join(".");
}

function itself(text: string): string {
  return text;
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
    actions: streams.optional(readCounts),
    actor: streams.optional(readText),
    reason: streams.optional(readText),
    approval: streams.optional(readApproval),
  };
  streams.ensure(RULE_ID_PATTERN.test(rule.id));
  streams.ensure(rule.tests > 0);
  return rule;
}

/** Decisions show it as it is, so it lacks what it lacks. */
function readApproval(streams: Streams): Approval {
  const approvers = streams.items(readText);
  const quorum = streams.optional(readNumber);
  streams.ensure(quorum === undefined || (Number.isSafeInteger(quorum) && quorum > 0));
  return bareWith<Approval>({ approvers, quorum, expires_in: streams.optional(readText) });
}

function readCounts(streams: Streams): number[] {
  return streams.counts();
}

function idOf({ id }: ProgramRule): string {
  return id;
}
