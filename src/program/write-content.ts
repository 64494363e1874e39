import { MISSING_POLICIES, RESOLUTIONS, SEMANTICS, UNKNOWN_ACTION_POLICIES } from "../language/settings.ts";
import { DOMAINS, EFFECTS, SCALAR_TYPES } from "../language/types.ts";
import { type ProgramContent, VALUE_KINDS, type Written } from "./content.ts";
import type { Constant, Program, ProgramRule, Slot } from "./program.ts";
import { CONSTANT_KINDS } from "./read-constant.ts";
import { StreamWriter } from "./stream-writer.ts";
import { writeSchema } from "./write-schema.ts";

// Program → the content of its file, without its debug information. Looks at nothing: what is no program becomes what
// read-program.ts refuses.

/** @throws ActraProgramError `PROGRAM_INVALID` when it has a text that is no Unicode */
export function contentOf(program: Program): ProgramContent {
  return [...writtenOf(program), program.code, program.index];
}

function writtenOf(program: Program): Written {
  const { settings, inputLimits } = program;
  const writer = new StreamWriter();
  writer.text(program.compiler);
  writer.text(program.policyHash);
  writer.word(settings.resolution, RESOLUTIONS);
  writer.word(settings.default, EFFECTS);
  writer.word(settings.missing, MISSING_POLICIES);
  writer.word(settings.unknownAction, UNKNOWN_ACTION_POLICIES);
  writer.word(settings.semantics, SEMANTICS);
  writer.count(inputLimits.stringBytes);
  writer.count(inputLimits.inputBytes);
  writer.count(inputLimits.listItems);
  writer.count(inputLimits.listObjects);
  writer.count(program.scratch);
  writeSchema(program.schema, writer);
  writer.items(program.slots, writeSlot);
  writer.items(program.literals, writer.text);
  writer.items(program.constants, writeConstant);
  writer.items(program.rules, writeRule);
  return writer.written();
}

function writeSlot({ domain, path, type, text, list }: Slot, writer: StreamWriter): void {
  writer.word(domain, DOMAINS);
  writer.items(path, writer.text);
  writer.word(type.kind, VALUE_KINDS);
  writer.optional(type.scalar, (scalar) => writer.word(scalar, SCALAR_TYPES));
  writer.count(text);
  writer.optional(list, (slot) => writer.count(slot));
}

function writeConstant(constant: Constant, writer: StreamWriter): void {
  writer.word(constant.kind, CONSTANT_KINDS);
  switch (constant.kind) {
    case "number":
      return writer.number(constant.value);
    case "range":
      writer.number(constant.low);
      return writer.number(constant.high);
    case "text":
    case "ip":
      return writer.text(constant.value);
    case "numbers":
      return writer.items(constant.values, writer.number);
    case "texts":
    case "ips":
      return writer.items(constant.values, writer.text);
    case "cidrs":
      return writer.items(constant.values, ({ address, prefix }) => {
        writer.text(address);
        writer.count(prefix);
      });
    case "automaton":
      writer.count(constant.table.length);
      return writer.bytes(constant.table);
    case "rules":
      return writer.counts(constant.values);
  }
}

function writeRule(rule: ProgramRule, writer: StreamWriter): void {
  writer.text(rule.id);
  writer.word(rule.effect, EFFECTS);
  writer.flag(rule.audit);
  writer.count(rule.position);
  writer.count(rule.tests);
  writer.count(rule.computations);
  writer.counts(rule.reads);
  writer.optional(rule.actions, writer.counts);
  writer.optional(rule.actor, writer.text);
  writer.optional(rule.reason, writer.text);
  writer.optional(rule.approval, ({ approvers, quorum, expires_in }) => {
    writer.items(approvers, writer.text);
    writer.optional(quorum, writer.number);
    writer.optional(expires_in, writer.text);
  });
}
