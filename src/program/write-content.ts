import { DOMAINS, EFFECTS, SCALAR_TYPES } from "../language/types.ts";
import { type ProgramContent, VALUE_KINDS } from "./content.ts";
import type { Constant, Program, ProgramRule, Slot } from "./program.ts";
import { CONSTANT_KINDS } from "./read-program.ts";

// Program → the content of its file, without its debug information. Looks at nothing: what is no program becomes what
// read-program.ts refuses.

export function contentOf(program: Program): ProgramContent {
  const { compiler, policyHash, settings, inputLimits, schema, scratch, code, index } = program;
  const streams = new Streams();
  streams.list(program.slots, writeSlot);
  streams.list(program.literals, (literal) => streams.text(literal));
  streams.list(program.constants, writeConstant);
  streams.list(program.rules, writeRule);
  const written = streams.written();
  return { compiler, policyHash, settings, inputLimits, schema, scratch, ...written, code, index };
}

class Streams {
  readonly #rows: number[] = [];
  readonly #texts: string[] = [];
  readonly #numbers: number[] = [];
  readonly automata: Uint8Array[] = [];

  count(value: number): void {
    let left = value >>> 0;
    for (; left >= 0x80; left >>>= 7) this.#rows.push((left & 0x7f) | 0x80);
    this.#rows.push(left);
  }

  text(value: string): void {
    this.count(value.length);
    this.#texts.push(value);
  }

  number(value: number): void {
    this.#numbers.push(value);
  }

  list<T>(items: readonly T[], write: (item: T, streams: Streams) => void): void {
    this.count(items.length);
    for (const item of items) write(item, this);
  }

  counts(values: readonly number[]): void {
    this.list(values, (value) => this.count(value));
  }

  /** Nothing, or what is there with a 1 before it. */
  optional<T>(value: T | undefined, write: (value: T) => void): void {
    this.count(Number(value !== undefined));
    if (value !== undefined) write(value);
  }

  written(): Pick<ProgramContent, "rows" | "texts" | "numbers" | "automata"> {
    return {
      rows: Uint8Array.from(this.#rows),
      texts: this.#texts.join(""),
      numbers: new Uint8Array(Float64Array.from(this.#numbers).buffer),
      automata: this.automata,
    };
  }
}

function writeSlot({ domain, path, type, text, list }: Slot, streams: Streams): void {
  streams.count(DOMAINS.indexOf(domain));
  streams.list(path, (name) => streams.text(name));
  streams.count(VALUE_KINDS.indexOf(type.kind));
  streams.optional(type.scalar, (scalar) => streams.count(SCALAR_TYPES.indexOf(scalar)));
  streams.count(Number(text));
  streams.optional(list, (slot) => streams.count(slot));
}

function writeConstant(constant: Constant, streams: Streams): void {
  streams.count(CONSTANT_KINDS.indexOf(constant.kind));
  switch (constant.kind) {
    case "number":
      return streams.number(constant.value);
    case "range":
      streams.number(constant.low);
      return streams.number(constant.high);
    case "text":
    case "ip":
      return streams.text(constant.value);
    case "numbers":
      return streams.list(constant.values, (value) => streams.number(value));
    case "texts":
    case "ips":
      return streams.list(constant.values, (value) => streams.text(value));
    case "cidrs":
      return streams.list(constant.values, ({ address, prefix }) => {
        streams.text(address);
        streams.count(prefix);
      });
    case "automaton":
      streams.automata.push(constant.table);
      return;
    case "rules":
      return streams.counts(constant.values);
  }
}

function writeRule(rule: ProgramRule, streams: Streams): void {
  const text = (value: string) => streams.text(value);
  text(rule.id);
  streams.count(EFFECTS.indexOf(rule.effect));
  streams.count(Number(rule.audit));
  streams.count(rule.position);
  streams.count(rule.tests);
  streams.count(rule.computations);
  streams.counts(rule.reads);
  streams.optional(rule.actions, (actions) => streams.counts(actions));
  streams.optional(rule.actor, text);
  streams.optional(rule.reason, text);
  streams.optional(rule.approval, ({ approvers, quorum, expires_in }) => {
    streams.list(approvers, text);
    streams.optional(quorum, (value) => streams.number(value));
    streams.optional(expires_in, text);
  });
}
