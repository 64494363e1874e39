import { Kind } from "../../../assembly/shared/layout.ts";
import { Opcode } from "../../../assembly/shared/opcode.ts";
import type { Automaton } from "../../automaton/automaton.ts";
import type { FieldReference, Operand, Scalar } from "../../language/model.ts";
import { placeText } from "../../language/model.ts";
import { typeName } from "../../language/types.ts";
import { compareNumbers, compareTexts, compareUnits } from "../../program/order.ts";
import { type CidrConstant, type Constant, type Slot, TextUse } from "../../program/program.ts";
import { packAutomaton } from "./pack-automaton.ts";
import type { Selection } from "./select.ts";

// What a program's instructions point to, each thing once: slots, string handles, constants.

export class Pool {
  readonly literals: string[] = [];
  readonly constants: Constant[] = [];
  /** How many scratch slots computations use. */
  scratch = 0;
  readonly #slots: { -readonly [K in keyof Slot]: Slot[K] }[] = [];
  readonly #slotNumbers = new Map<string, number>();
  readonly #handles = new Map<string, number>();
  readonly #constantNumbers = new Map<string, number>();
  readonly #automata = new Map<Automaton, number>();

  get slots(): { -readonly [K in keyof Slot]: Slot[K] }[] {
    return this.#slots;
  }

  /** Fields of several actions share a slot when path and type agree. */
  slot(field: FieldReference, text: boolean): number {
    const key = `${placeText(field)}:${typeName(field.type)}`;
    const number = this.#slotNumbers.get(key) ?? this.#newSlot(field, key);
    if (text) this.#slots[number]!.text = TextUse.Bytes;
    // An item that is a text has its bytes from the list.
    if (text && field.list?.type.kind === "list") this.slot(field.list, true);
    return number;
  }

  #newSlot({ domain, path, type, list }: FieldReference, key: string): number {
    const around = list === undefined ? {} : { list: this.slot(list, false) };
    const number = this.#slots.push({ domain, path, type, text: TextUse.Handle, ...around }) - 1;
    this.#slotNumbers.set(key, number);
    return number;
  }

  /** The constant that `operand`, which is no field and not computed, becomes for this instruction. */
  operand(
    operand: Exclude<Operand, { kind: "field" | "expression" }>,
    selection: Selection,
    between: boolean,
  ): number {
    switch (operand.kind) {
      case "flag":
        return 0;
      case "pattern":
        return this.#automaton(operand.automaton);
      case "cidrs":
        return this.constant({ kind: "cidrs", values: uniqueCidrs(operand.values) });
      case "literal":
        return this.constant(this.#single(operand.value, selection));
      case "literals":
        return this.constant(between ? range(operand.values) : this.#list(operand.values, selection));
    }
  }

  /** One pattern is one automaton, however many rules have it. */
  #automaton(automaton: Automaton): number {
    let number = this.#automata.get(automaton);
    if (number === undefined) {
      number = this.constants.push({ kind: "automaton", table: packAutomaton(automaton) }) - 1;
      this.#automata.set(automaton, number);
    }
    return number;
  }

  constant(constant: Constant): number {
    const key = constant.kind === "number" ? String(constant.value) : JSON.stringify(constant);
    let number = this.#constantNumbers.get(key);
    if (number === undefined) {
      number = this.constants.push(constant) - 1;
      this.#constantNumbers.set(key, number);
    }
    return number;
  }

  #single(value: Scalar, selection: Selection): Constant {
    if (selection.text) return { kind: "text", value: String(value) };
    if (isAddress(selection)) return { kind: "ip", value: String(value) };
    return { kind: "number", value: this.#number(value) };
  }

  #list(values: readonly Scalar[], selection: Selection): Constant {
    if (selection.kind === Kind.Folded) {
      return {
        kind: "texts",
        values: sorted(
          values.map((value) => foldCase(String(value))),
          compareTexts,
        ),
      };
    }
    if (isAddress(selection)) return { kind: "ips", values: sorted(values.map(String), compareUnits) };
    const numbers = values.map((value) => this.#number(value));
    return { kind: "numbers", values: sorted(numbers, compareNumbers) };
  }

  /** What the machine compares for a number, boolean, datetime or whole string. */
  #number(value: Scalar): number {
    return typeof value === "string" ? this.#handle(value) : Number(value);
  }

  #handle(text: string): number {
    let handle = this.#handles.get(text);
    if (handle === undefined) {
      handle = this.literals.push(text);
      this.#handles.set(text, handle);
    }
    return handle;
  }
}

function isAddress(selection: Selection): boolean {
  return selection.kind === Kind.Ip || selection.op === Opcode.EqualsIp;
}

function range(values: readonly Scalar[]): Constant {
  return { kind: "range", low: Number(values[0]), high: Number(values[1]) };
}

function sorted<T>(values: readonly T[], compare: (a: T, b: T) => number): T[] {
  return [...new Set(values)].sort(compare);
}

function uniqueCidrs(values: readonly CidrConstant[]): CidrConstant[] {
  const byText = new Map(values.map(({ address, prefix }) => [`${address}/${prefix}`, { address, prefix }]));
  return [...byText.entries()].sort(([a], [b]) => compareUnits(a, b)).map(([, cidr]) => cidr);
}

/** A-Z to a-z and nothing else, so the same everywhere. */
function foldCase(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
