import { DatetimePart, Range, Scratch } from "../../../assembly/shared/layout.ts";
import { Opcode } from "../../../assembly/shared/opcode.ts";
import type { ArithmeticOperator } from "../../language/arithmetic.ts";
import type { FieldReference, Term } from "../../language/model.ts";
import type { TermType } from "../../language/types.ts";
import type { DecodedInstruction } from "../../program/instruction.ts";
import { instructionOf } from "./instruction-of.ts";
import type { Pool } from "./pool.ts";

// What is computed before a test → computations. Each fills the scratch slot of its register, the first operand of a chain
// that of the chain, the others those that follow: so there are as many as terms stand inside one another.

/** A slot, or a constant. */
export interface Place {
  readonly isSlot: boolean;
  readonly number: number;
}

const ARITHMETIC: Readonly<Record<ArithmeticOperator, Opcode>> = {
  "+": Opcode.Add,
  "-": Opcode.Subtract,
  "*": Opcode.Multiply,
  "/": Opcode.Divide,
  "%": Opcode.Remainder,
};

const RANGES: Readonly<Record<TermType, Range>> = {
  number: Range.Finite,
  integer: Range.Integer,
  datetime: Range.Datetime,
  duration: Range.Finite,
};

/** The computations of one rule. */
export class Computing {
  /** The place of the last one for each term that takes any, among those of the rule. */
  readonly placesOf = new Map<Term, number>();
  readonly #pool: Pool;
  readonly #reads: Set<number>;
  #instructions: DecodedInstruction[] = [];
  #taken = 0;

  constructor(pool: Pool, reads: Set<number>) {
    this.#pool = pool;
    this.#reads = reads;
  }

  get count(): number {
    return this.#taken + this.#instructions.length;
  }

  /** Those since the last time. */
  take(): readonly DecodedInstruction[] {
    const taken = this.#instructions;
    this.#taken += taken.length;
    this.#instructions = [];
    return taken;
  }

  /** Where the term's value is to be found. */
  term(term: Term, register: number): Place {
    if (term.kind === "literal" || term.constant !== undefined)
      return { isSlot: false, number: this.#pool.constant({ kind: "number", value: term.constant! }) };
    if (term.kind === "field") return this.#field(term.field, false);
    const place = this.#computed(term, register);
    this.placesOf.set(term, this.count - 1);
    return place;
  }

  #computed(term: Exclude<Term, { kind: "field" | "literal" }>, register: number): Place {
    switch (term.kind) {
      case "chain":
        return this.#chain(term, register);
      case "negative":
        return this.#add(Opcode.Negative, term.type, this.term(term.operand, register), register);
      case "size": {
        const isText = term.field.type.kind === "scalar";
        const op = isText ? Opcode.TextSize : Opcode.ListSize;
        return this.#add(op, term.type, this.#field(term.field, isText), register);
      }
      case "part": {
        const right = this.#pool.constant({ kind: "number", value: term.offset });
        const more = { right, onFalse: DatetimePart[term.part] };
        return this.#add(Opcode.DatetimePart, term.type, this.term(term.operand, register), register, more);
      }
    }
  }

  #chain({ first, rest }: Extract<Term, { kind: "chain" }>, register: number): Place {
    let left = this.term(first, register);
    for (const { operator, operand, type } of rest) {
      const right = this.term(operand, register + 1);
      const more = { right: right.number, rightIsSlot: right.isSlot, negate: !left.isSlot };
      left = this.#add(ARITHMETIC[operator], type, left, register, more);
    }
    return left;
  }

  #add(
    op: Opcode,
    type: TermType,
    left: Place,
    register: number,
    more: Partial<DecodedInstruction> = {},
  ): Place {
    const number = Scratch.First + register;
    this.#pool.scratch = Math.max(this.#pool.scratch, register + 1);
    this.#instructions.push(
      instructionOf({ op, kind: RANGES[type], left: left.number, onTrue: number, ...more }),
    );
    return { isSlot: true, number };
  }

  #field(field: FieldReference, text: boolean): Place {
    const number = this.#pool.slot(field, text);
    this.#reads.add(number);
    return { isSlot: true, number };
  }
}
