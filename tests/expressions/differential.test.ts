import { evaluate as evaluateCel, parse as parseCel } from "@marcbachmann/cel-js";
import { describe, expect, it } from "vitest";
import { Actra } from "../../src/index.ts";
import { Random } from "../generate/random.ts";

// Expressions that are CEL and conditions of ours alike, decided by both: by `@marcbachmann/cel-js` and by the engine. Inputs
// are complete but for a field that only `has` asks about, since of what is missing the two languages think differently.

const EXPRESSIONS = 5_000;
const RULES = 50;
const INPUTS = 10;

const schema = {
  version: 1,
  actions: {
    act: {
      fields: {
        number: "number",
        integer: "integer",
        text: "string",
        other: "string",
        flag: "boolean",
        time: "datetime",
        tags: "string[]",
        numbers: "number[]",
        note: "string?",
        customer: { fields: { country: "string", age: "integer" } },
        lines: {
          items: { fields: { price: "number", name: "string", gift: "boolean", labels: "string[]" } },
        },
      },
    },
  },
  actor: { fields: { role: "string", limit: "number" } },
  snapshot: { fields: { ready: "boolean", now: "datetime" } },
};

const texts = ["", "a", "A", "ab", "b", "é", "😀", "a\\n", "it's", 'say "a"'];
const numbers = [0, 1, -1, 2, 0.1, 0.30000000000000004, 1000, -2.5, 1e9, 9007199254740991];
const integers = [0, 1, -1, 2, 1000, 9007199254740991];
const times = [
  "1970-01-01T00:00:00Z",
  "2030-01-31T09:00:00Z",
  "2030-01-31T09:00:00.5Z",
  "2030-01-31T10:00:00+01:00",
];

const numeric = ["action.number", "action.integer", "action.customer.age", "actor.limit"];
const textual = ["action.text", "action.other", "action.customer.country", "actor.role"];
const temporal = ["action.time", "snapshot.now"];
const boolean = ["action.flag", "snapshot.ready"];

/** Of type number, so that no integer leaves its range. */
const real = ["action.number", "actor.limit"];
const getters = [
  "getFullYear",
  "getMonth",
  "getDate",
  "getDayOfMonth",
  "getDayOfWeek",
  "getDayOfYear",
  "getHours",
  "getMinutes",
  "getSeconds",
  "getMilliseconds",
];
const zones = ["", '"UTC"'];

class Writer {
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  condition(depth: number): string {
    const random = this.#random;
    if (depth === 0 || random.chance(0.2)) return this.#spaced(this.#atom());
    const part = () => this.condition(depth - 1);
    return random.weighted([
      [4, () => `${part()} && ${part()}`],
      [4, () => `${part()} || ${part()}`],
      [2, () => `(${part()})`],
      [2, () => `!(${part()})`],
      [1, () => `!!(${part()})`],
      [1, () => `((${part()}) && true)`],
      [1, () => `((${part()}) || false)`],
    ])();
  }

  #atom(): string {
    return this.#random.pick([
      () => this.#ordered(numeric, () => this.#number()),
      () => this.#ordered(temporal, () => `timestamp(${this.#quoted(this.#random.pick(times))})`),
      () => this.#equal(textual, () => this.#text()),
      () => this.#equal(boolean, () => this.#random.pick(["true", "false"])),
      () => `${this.#random.pick(textual)} in [${this.#several(() => this.#text())}]`,
      () => `${this.#random.pick(numeric)} in [${this.#several(() => this.#double())}]`,
      () => `${this.#random.pick(textual)} in action.tags`,
      () => `${this.#text()} in action.tags`,
      () => `${this.#number()} in action.numbers`,
      () =>
        `${this.#random.pick(textual)}.${this.#random.pick(["contains", "startsWith", "endsWith"])}(${this.#textual()})`,
      () => `${this.#random.pick(["", "!"])}has(action.note)`,
      () => `${this.#random.pick(["", "!"])}${this.#random.pick(boolean)}`,
      () => `!(${this.#text()} in action.tags)`,
      () => this.#quantifier(),
      () => this.#quantifier(),
      () => `${this.#sum(2)} ${this.#order()} ${this.#random.chance(0.5) ? this.#double() : this.#sum(2)}`,
      () =>
        `${this.#moment()}.${this.#random.pick(getters)}(${this.#random.pick(zones)}) ${this.#order()} ${this.#random.below(32)}`,
      () => `${this.#moment()} - ${this.#random.pick(temporal)} ${this.#order()} ${this.#duration()}`,
      () => `${this.#moment()} ${this.#order()} ${this.#random.pick(temporal)} + ${this.#duration()}`,
      () =>
        `${this.#random.pick(["size(action.text)", "action.tags.size()", "size(action.numbers)"])} ${this.#order()} ${this.#random.below(4)}`,
    ])();
  }

  #quantifier(): string {
    const macro = this.#random.pick(["exists", "all"]);
    const variable = this.#random.pick(["x", "line", "item", "price"]);
    const [list, parts] = this.#random.pick<[string, (() => string)[]]>([
      [
        "lines",
        [
          () => this.#ordered([`${variable}.price`], () => this.#number()),
          () => this.#equal([`${variable}.name`], () => this.#text()),
          () => `${this.#random.pick(["", "!"])}${variable}.gift`,
          () => `${this.#text()} in ${variable}.labels`,
          () => `${variable}.name in action.tags`,
          () => `${variable}.name.startsWith(${this.#textual()})`,
        ],
      ],
      [
        "tags",
        [() => this.#equal([variable], () => this.#text()), () => `${variable}.endsWith(${this.#text()})`],
      ],
      ["numbers", [() => this.#ordered([variable], () => this.#number())]],
    ]);
    const part = () => this.#random.pick([...parts, () => this.#random.pick(boolean)])();
    const body = this.#random.pick([
      part,
      () => `${part()} && ${part()}`,
      () => `${part()} || ${part()}`,
      () => `!(${part()})`,
    ])();
    return `${this.#random.pick(["", "!"])}action.${list}.${macro}(${variable}, ${body})`;
  }

  #order(): string {
    return this.#random.pick(["==", "!=", "<", "<=", ">", ">="]);
  }

  /** Of doubles alone, which CEL does not mix with integers; divided by what is no zero. */
  #sum(depth: number): string {
    const random = this.#random;
    if (depth === 0) return random.pick(real);
    const [left, right] = [this.#sum(depth - 1), this.#sum(depth - 1)];
    return random.pick([
      `${left} ${random.pick(["+", "-", "*"])} ${this.#double()}`,
      `${random.pick(real)} ${random.pick(["+", "-", "*"])} (${right})`,
      `(${left}) / ${random.pick(["2.0", "-3.0", "0.1"])}`,
      `-${random.pick(real)} * ${right}`,
    ]);
  }

  #moment(): string {
    const random = this.#random;
    const time = random.pick(temporal);
    return random.chance(0.7) ? time : `(${time} ${random.pick(["+", "-"])} ${this.#duration()})`;
  }

  #duration(): string {
    return `duration("${this.#random.pick(["0s", "1h", "1h30m", "-90s", "250ms", "8760h", "1.5h"])}")`;
  }

  #ordered(paths: string[], literal: () => string): string {
    const operator = this.#random.pick(["==", "!=", "<", "<=", ">", ">="]);
    return this.#sides(paths, literal, operator);
  }

  #equal(paths: string[], literal: () => string): string {
    return this.#sides(paths, literal, this.#random.pick(["==", "!="]));
  }

  #sides(paths: string[], literal: () => string, operator: string): string {
    const [left, right] = [
      this.#random.pick(paths),
      this.#random.chance(0.3) ? this.#random.pick(paths) : literal(),
    ];
    return this.#random.chance(0.3) ? `${right} ${operator} ${left}` : `${left} ${operator} ${right}`;
  }

  #textual(): string {
    return this.#random.chance(0.3) ? this.#random.pick(textual) : this.#text();
  }

  #text(): string {
    return this.#quoted(this.#random.pick(texts).replace("\\n", "\n"));
  }

  #quoted(text: string): string {
    const double = JSON.stringify(text);
    return this.#random.pick([
      double,
      `'${double.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`,
      double.replaceAll("a", "\\x61").replaceAll("é", "\\u00e9").replaceAll("😀", "\\U0001F600"),
      ...(text.includes("\n") || text.includes('"') ? [] : [`r${double}`, `"""${text}"""`]),
    ]);
  }

  #number(): string {
    const value = this.#random.pick(numbers);
    if (!Number.isSafeInteger(value) || this.#random.chance(0.5)) return this.#double(value);
    return value >= 0 && this.#random.chance(0.3) ? `0x${value.toString(16)}` : `${value}`;
  }

  /** A list of cel-js holds one type alone. */
  #double(value = this.#random.pick(numbers)): string {
    return Number.isSafeInteger(value) && this.#random.chance(0.5) ? `${value}.0` : value.toExponential();
  }

  #several(make: () => string): string {
    return this.#random.times(this.#random.between(1, 3), make).join(", ");
  }

  #spaced(text: string): string {
    return this.#random.chance(0.1) ? `( ${text}\n)` : text;
  }
}

function makeInput(random: Random) {
  const action = {
    type: "act",
    number: random.pick(numbers),
    integer: random.pick(integers),
    text: random.pick(texts),
    other: random.pick(texts),
    flag: random.chance(0.5),
    time: new Date(random.pick(times)),
    tags: random.some(texts, random.between(0, 3)),
    numbers: random.some(numbers, random.between(0, 3)),
    ...(random.chance(0.5) && { note: "a" }),
    customer: { country: random.pick(texts), age: random.pick(integers) },
    lines: random.times(random.between(0, 3), () => ({
      price: random.pick(numbers),
      name: random.pick(texts),
      gift: random.chance(0.5),
      labels: random.some(texts, random.between(0, 2)),
    })),
  };
  const actor = { role: random.pick(texts), limit: random.pick(numbers) };
  return { action, actor, snapshot: { ready: random.chance(0.5), now: new Date(random.pick(times)) } };
}

/** Each of them as an audit rule, which says whether it matched. */
function policyOf(expressions: readonly string[]) {
  const rules = expressions.map((when, index) => ({
    id: `${index}`,
    scope: { action: "act" },
    when,
    effect: "allow",
    mode: "audit",
  }));
  return Actra.compile({ schema, policy: { version: 1, default: "block", rules } });
}

it("decides as cel-js does, on 5,000 expressions with ten inputs each", () => {
  const random = new Random(2024);
  const writer = new Writer(random);
  const counted = { true: 0, false: 0 };
  for (let round = 0; round < EXPRESSIONS / RULES; round++) {
    const expressions = random.times(RULES, () => writer.condition(random.between(0, 3)));
    const policy = policyOf(expressions);
    const cel = expressions.map((text) => parseCel(text));
    for (const input of random.times(INPUTS, () => makeInput(random))) {
      const matched = new Set(policy.evaluate(input).audited?.rules);
      for (const [index, text] of expressions.entries()) {
        const theirs = cel[index]!(input);
        if (matched.has(`${index}`) !== theirs) expect({ text, input, theirs }).toBe(matched.has(`${index}`));
        counted[`${matched.has(`${index}`)}`]++;
      }
    }
    policy.dispose();
  }
  expect(counted.true + counted.false).toBe(EXPRESSIONS * INPUTS);
  expect(Math.min(counted.true, counted.false)).toBeGreaterThan((EXPRESSIONS * INPUTS) / 5);
}, 120_000);

describe("where the two differ, and why", () => {
  const input = makeInput(new Random(1));
  const ours = (text: string) => {
    const rule = { id: "a", scope: { action: "act" }, when: text, effect: "allow" };
    const found = Actra.check({ schema, policy: { version: 1, default: "block", rules: [rule] } });
    return found.find(({ severity }) => severity === "error")?.code ?? "compiles";
  };
  const theirs = (text: string) => {
    try {
      return typeof evaluateCel(text, input);
    } catch {
      return "refused";
    }
  };

  it.each([
    ["text has no order here", 'action.text < "b"', "operator-type-mismatch", "boolean"],
    ["a value of another type is an error here", "action.text == 1", "operator-type-mismatch", "boolean"],
    ["number and integer are one family in lists too", "action.number in [1, 2.5]", "compiles", "refused"],
    ["no integer field holds such a number", "action.integer == 1e21", "unsafe-integer", "boolean"],
    ["a condition needs a field", "1 < 2", "expression-mismatch", "boolean"],
    ["a constant is no condition", "action.flag || true", "expression-mismatch", "boolean"],
    ["conditions are not compared", "action.flag == (action.number > 1.0)", "expression-mismatch", "boolean"],
    ["a name of the schema", "action.nothing == 1", "unknown-field", "refused"],
    ["no conditional", "action.flag ? true : false", "expression-unsupported", "boolean"],
    ["no null", "action.text != null", "expression-unsupported", "boolean"],
    ["no index", 'action.tags[0] == "a"', "expression-unsupported", "boolean"],
    ["no macro that counts", 'action.tags.exists_one(t, t == "a")', "expression-unsupported", "boolean"],
    ["no macro that makes lists", 'action.tags.filter(t, t == "a")', "expression-unsupported", "object"],
    ["no macro in a macro", "action.lines.all(l, l.labels.all(x, x == l.name))", "nested-items", "boolean"],
    [
      "no variable that hides a domain",
      "action.tags.all(actor, actor == 'a')",
      "expression-mismatch",
      "boolean",
    ],
    [
      "a fraction without a zero before it is CEL, which cel-js does not take",
      "action.number > .5",
      "compiles",
      "refused",
    ],
    [
      "text is compared with a datetime as in the structured form",
      'action.time == "2030-01-31T09:00:00Z"',
      "compiles",
      "boolean",
    ],
    ["members of a list as in the structured form", "action.numbers.contains(1)", "compiles", "refused"],
  ])("%s: %s", (_why, text, here, there) => {
    expect([ours(text), theirs(text)]).toEqual([here, there]);
  });

  it("what is optional and absent is false here, and an error there", () => {
    const absent = { ...input, action: { ...input.action, note: undefined } };
    const { note: _, ...action } = absent.action;
    expect(policyOf(['action.note == "a"']).evaluate({ ...input, action }).audited).toBeUndefined();
    expect(() => evaluateCel('action.note == "a"', { ...input, action })).toThrow("No such key: note");
  });
});
