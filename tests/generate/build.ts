/**
 * Builds an input from a plan and remembers where everything stands, so that something can be taken
 * away or spoilt afterwards.
 */
import type { Aim } from "./aim.ts";
import { type DraftField, type DraftSchema, isGroup } from "./draft.ts";
import { dress, dressList } from "./dress.ts";
import type { Plain } from "./pools.ts";
import { respell } from "./spelling.ts";
import { drawValue } from "./values.ts";

export type Bag = Record<string, unknown>;

/** One property of one object of the input. `field` is left out for a domain and `action.type`. */
export interface Node {
  container: Bag;
  /** Puts another object in the container's place. */
  replaceContainer(by: Bag): void;
  key: string;
  path: string;
  field: DraftField | undefined;
  isRead: boolean;
}

export interface Built {
  input: Bag;
  action: string;
  nodes: Node[];
}

/** The value that stands there; none for an accessor, which may throw. */
export function held({ container, key }: Node): unknown {
  return Object.getOwnPropertyDescriptor(container, key)?.value;
}

/** Also where an accessor stands in the way of an assignment. */
export function put(bag: Bag, key: string, value: unknown): void {
  Object.defineProperty(bag, key, { value, writable: true, enumerable: true, configurable: true });
}

export function buildInput(aim: Aim, schema: DraftSchema, action: string, reads: Set<string>): Built {
  const built: Built = { input: {}, action, nodes: [] };
  const builder = new Builder(aim, built, reads);
  const fields = schema.actions.find(({ name }) => name === action)?.children ?? [];
  builder.addDomain("action", { type: action }, fields);
  builder.addDomain("actor", {}, schema.actor);
  builder.addDomain("snapshot", {}, schema.snapshot);
  built.input = dress(aim.random, built.input);
  return built;
}

class Builder {
  constructor(
    private readonly aim: Aim,
    private readonly built: Built,
    private readonly reads: Set<string>,
  ) {}

  addDomain(domain: string, start: Bag, fields: DraftField[]): void {
    const { built } = this;
    const { input } = built;
    const replaceInput = (by: Bag) => (built.input = by);
    const replaceDomain = (by: Bag) => put(input, domain, by);
    put(input, domain, this.fill(start, fields, domain, replaceDomain));
    this.remember(input, replaceInput, domain, domain, undefined);
    if (domain === "action") this.remember(start, replaceDomain, "type", "action.type", undefined);
  }

  private fill(bag: Bag, fields: DraftField[], prefix: string, replace: (by: Bag) => void): Bag {
    const { random } = this.aim;
    for (const field of fields) {
      const path = `${prefix}.${field.name}`;
      if (this.isLeftOut(field, path)) continue;
      bag[field.name] = this.valueOf(field, path, (by) => put(bag, field.name, by));
      this.remember(bag, replace, field.name, path, field);
    }
    if (random.chance(0.1)) bag.extra = random.pick<unknown>([1, null, [null], () => 1]);
    return dress(random, bag);
  }

  private isLeftOut(field: DraftField, path: string): boolean {
    const planned = this.aim.plan.get(path);
    if (planned !== undefined) return planned === "absent";
    return field.optional && this.aim.random.chance(isGroup(field) ? 0.15 : 0.3);
  }

  private valueOf(field: DraftField, path: string, replace: (by: Bag) => void): unknown {
    if (isGroup(field)) return this.fill({}, field.children, path, replace);
    const planned = this.aim.plan.get(path);
    const isPlanned = planned !== undefined && typeof planned !== "string";
    const value = isPlanned ? planned.value : drawValue(this.aim, field, path);
    const spell = (item: Plain) => respell(this.aim.random, field.base, item);
    return Array.isArray(value) ? dressList(this.aim.random, value.map(spell)) : spell(value);
  }

  private remember(
    container: Bag,
    replaceContainer: (by: Bag) => void,
    key: string,
    path: string,
    field: DraftField | undefined,
  ): void {
    this.built.nodes.push({ container, replaceContainer, key, path, field, isRead: this.reads.has(path) });
  }
}
