/**
 * Reads everything in the read set, once and in order (docs/semantics.md, points 1 to 7), into a
 * state for each path. Throws `InputFault` for the first bad value that an enforced rule reads.
 */
import { InputFault } from "./answer.ts";
import { checkObject, own } from "./objects.ts";
import type { Rule, Settings } from "./policy.ts";
import { actionType, type Field, type Fields, type Listing, type Schema } from "./schema.ts";
import { asArray, checkValue, type Value } from "./value.ts";

export type State =
  | { is: "value"; value: Value }
  | { is: "object"; object: object }
  | { is: "list"; count: number }
  | { is: "missing"; as: "optional" | "required" }
  | { is: "bad" };

const maxInputBytes = 16 * 1024 * 1024;
const maxObjects = 1000;
const itemBytes = 24;

export class Reading {
  readonly states = new Map<string, State>();
  /** The first bad value of each audit rule that reads one. */
  readonly faults = new Map<Rule, InputFault>();
  private rules: Rule[] = [];
  private bytes = 0;

  constructor(private readonly settings: Settings) {}

  /** Gives `action.type`, or `undefined` where that may be absent. */
  readAction(input: object, schema: Schema): string | undefined {
    this.take(input, "action", { fields: new Map(), optional: false }, "action");
    const action = this.states.get("action");
    const vet = (raw: unknown) => this.requireDeclared(raw, schema);
    if (action?.is === "object") this.take(action.object, "type", actionType, "action.type", vet);
    else this.requireDeclared(undefined, schema);
    // The name of the action is not counted.
    this.bytes = 0;
    const type = this.states.get("action.type");
    return type?.is === "value" ? (type.value as string) : undefined;
  }

  /** Any text that is no declared name is just that, however long it may be or ill-formed. */
  private requireDeclared(raw: unknown, schema: Schema): void {
    if (this.settings.unknownAction === "evaluate") return;
    const isText = typeof raw === "string" || raw === undefined || raw === null;
    if (isText && !schema.actions.has(raw ?? "")) throw new InputFault("INPUT_ACTION", "action.type");
  }

  /** All domains, of which `readAction` has read `action` and its type already. */
  readFields(input: object, domains: Record<string, Fields>, rules: Rule[]): void {
    this.rules = rules;
    for (const [domain, fields] of Object.entries(domains))
      this.readField(input, domain, { fields, optional: false }, domain);
  }

  private readField(container: object, name: string, field: Field, path: string): void {
    const read = path.replace(/\[\d+\]/, "");
    const readers = this.rules.filter((rule) => [...rule.reads].some((each) => isWithin(each, read)));
    if (readers.length === 0) return;
    if (!this.states.has(path)) this.takeFor(readers, container, name, field, path);
    const state = this.states.get(path);
    if (state?.is !== "object" || !("fields" in field)) return;
    for (const [child, childField] of field.fields)
      this.readField(state.object, child, childField, `${path}.${child}`);
  }

  private takeFor(readers: Rule[], container: object, name: string, field: Field, path: string): void {
    try {
      this.take(container, name, field, path);
    } catch (fault) {
      if (!(fault instanceof InputFault) || readers.some((rule) => !rule.audit)) throw fault;
      this.forget(path);
      this.states.set(path, { is: "bad" });
      for (const rule of readers) if (!this.faults.has(rule)) this.faults.set(rule, fault);
    }
  }

  /** `vet` may object to what was read, before any other check. */
  private take(
    container: object,
    name: string,
    field: Field,
    path: string,
    vet: (raw: unknown) => void = () => {},
  ): void {
    try {
      const raw = own(container, name, path);
      vet(raw);
      this.states.set(path, this.stateOf(raw, field, path));
    } catch (fault) {
      if (!this.settings.lenient || !(fault instanceof InputFault) || fault.code !== "INPUT_TYPE")
        throw fault;
      // actra-0.7: a bad action or type counts as absent, any other bad value makes its atoms false.
      const absent = path === "action" || path === "action.type";
      this.states.set(path, absent ? { is: "missing", as: "required" } : { is: "bad" });
    }
  }

  private stateOf(raw: unknown, field: Field, path: string): State {
    if (raw === undefined || raw === null)
      return { is: "missing", as: field.optional ? "optional" : "required" };
    if ("fields" in field) return { is: "object", object: checkObject(raw, path) };
    if ("items" in field) return { is: "list", count: this.readItems(raw, field, path) };
    const value = checkValue(raw, field, path, (bytes, at) => this.spend(bytes, at));
    return { is: "value", value };
  }

  /** One item after the other, each with all that is read of it. */
  private readItems(raw: unknown, { items: fields }: Listing, path: string): number {
    const list = asArray(raw, path);
    if (list.length > maxObjects) throw new InputFault("INPUT_LIMIT", path);
    for (let index = 0; index < list.length; index++) {
      const place = `${path}[${index}]`;
      const item = checkObject(own(list.items, String(index), place), place);
      this.spend(itemBytes, place);
      for (const [name, field] of fields) this.readField(item, name, field, `${place}.${name}`);
    }
    return list.length;
  }

  /** What was read of a list before it turned out to be bad. */
  private forget(list: string): void {
    for (const path of this.states.keys()) if (path.startsWith(`${list}[`)) this.states.delete(path);
  }

  /** Where a path leads: to one place for each item of a list on its way. */
  placesOf(path: string): string[] {
    for (const [list, state] of this.states)
      if (state.is === "list" && path.startsWith(`${list}.`))
        return Array.from({ length: state.count }, (_, index) => path.replace(list, `${list}[${index}]`));
    return [path];
  }

  private spend(bytes: number, path: string): void {
    this.bytes += bytes;
    if (this.bytes > maxInputBytes) throw new InputFault("INPUT_LIMIT", path);
  }

  /** What a path comes to: the first part of it that is missing or bad, else what stands at its end. */
  stateAt(path: string): State {
    const parts = path.split(".");
    for (let length = 1; length < parts.length; length++) {
      const state = this.states.get(parts.slice(0, length).join("."));
      if (state?.is === "missing" || state?.is === "bad") return state;
    }
    const state = this.states.get(path);
    if (state === undefined) throw new Error(`${path} is in no read set`);
    return state;
  }
}

function isWithin(path: string, part: string): boolean {
  return path === part || path.startsWith(`${part}.`);
}
