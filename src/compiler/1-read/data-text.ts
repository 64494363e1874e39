import type { DiagnosticCode } from "../../diagnostics/catalogue.ts";
import type { Reporter } from "../../diagnostics/reporter.ts";
import type { Source } from "../../diagnostics/span.ts";
import type { DocumentLimits } from "../../language/limits.ts";
import { Places } from "./places.ts";
import { isPlain } from "./plain-object.ts";
import { thrown } from "./thrown.ts";

/**
 * Plain data as indented JSON, so that it is read like any text and what is wrong with it has a place to point at.
 * Takes own enumerable properties with string keys. `undefined` when there is something that no document can hold, which
 * is reported: `undefined` is such a thing, since a `when` that somebody misspelt in their program would be a rule that
 * always matches. Calls no `toJSON`; a getter that throws does no harm.
 */
export function textOfData(
  path: string,
  data: object,
  limits: DocumentLimits,
  reporter: Reporter,
): Source | undefined {
  const writer = new DataWriter(limits);
  writer.write(data, "\n");
  const source = { path, text: writer.text };
  const places = Places.of(source);
  for (const { code, message, start, end } of writer.problems)
    reporter.report({ code, message, span: places.span(start, end) });
  return writer.problems.length === 0 ? source : undefined;
}

interface Problem {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

const INDENT = "  ";

/** What JSON leaves as it is and YAML does not allow. */
const UNPRINTABLE = /[\u007f-\u009f\ufeff\ufffe\uffff]/g;

class DataWriter {
  text = "";
  readonly problems: Problem[] = [];
  readonly #limits: DocumentLimits;
  /** The containers around the value being written. */
  readonly #around = new Set<object>();

  constructor(limits: DocumentLimits) {
    this.#limits = limits;
  }

  /** `at` is the line break and indentation of the value's own line. */
  write(value: unknown, at: string): void {
    if (typeof value === "string") this.text += quoted(value);
    else if (typeof value === "number") this.text += numberText(value);
    else if (typeof value === "boolean" || value === null) this.text += String(value);
    else if (typeof value === "object") this.#container(value, at);
    else this.#refuse(`[${typeof value}]`, `a value of type ${typeof value} cannot stand in a document`);
  }

  /** There is no end to what a small object can stand for; the size itself is checked where every source's is. */
  get #isFull(): boolean {
    return this.text.length > this.#limits.fileBytes || this.problems.length > this.#limits.diagnostics;
  }

  #container(value: object, at: string): void {
    const { depth } = this.#limits;
    if (this.#around.has(value)) this.#refuse("[circular]", "the value contains itself");
    else if (this.#around.size >= depth)
      this.#refuse("[…]", `lists and maps are nested more than ${depth} deep`, "over-limit");
    else this.#contents(value, at);
  }

  #contents(value: object, at: string): void {
    this.#around.add(value);
    try {
      if (Array.isArray(value)) this.#list(value, at + INDENT, at);
      else if (isPlain(value)) this.#map(value as Record<string, unknown>, at + INDENT, at);
      else this.#refuseInstance(value);
    } catch (error) {
      this.#refuse("[throws]", `reading the value threw ${thrown(error)}`);
    }
    this.#around.delete(value);
  }

  #list(list: readonly unknown[], inner: string, at: string): void {
    this.text += "[";
    for (let index = 0; index < list.length && !this.#isFull; index++) {
      this.text += index > 0 ? `,${inner}` : inner;
      this.write(list[index], inner);
    }
    this.text += list.length > 0 ? `${at}]` : "]";
  }

  #map(map: Record<string, unknown>, inner: string, at: string): void {
    this.text += "{";
    let separator = inner;
    for (const key of Object.keys(map)) {
      const value = map[key];
      if (this.#isFull) break;
      this.text += `${separator}${quoted(key)}: `;
      this.write(value, inner);
      separator = `,${inner}`;
    }
    this.text += separator === inner ? "}" : `${at}}`;
  }

  #refuseInstance(value: object): void {
    const name = Object.prototype.toString.call(value).slice(8, -1);
    this.#refuse(`[${name}]`, `a \`${name}\` cannot stand in a document, only plain objects and lists`);
  }

  /** Writes a stand-in, for the problem to point at. */
  #refuse(standIn: string, message: string, code: DiagnosticCode = "unusable-value"): void {
    const start = this.text.length;
    this.text += standIn;
    this.problems.push({ code, message, start, end: this.text.length });
  }
}

function quoted(text: string): string {
  return JSON.stringify(text).replace(
    UNPRINTABLE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** What is not finite in YAML's spelling, for the reader to refuse. */
function numberText(value: number): string {
  if (Number.isNaN(value)) return ".nan";
  return Number.isFinite(value) ? String(value) : value > 0 ? ".inf" : "-.inf";
}
