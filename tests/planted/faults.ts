// Faults that are planted one at a time by run.ts. `find` stands exactly once in `file`.

export interface Fault {
  readonly name: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  /** The tests that are run, when not all of them are. */
  readonly tests?: readonly string[];
}

export const FAULTS: readonly Fault[] = [
  {
    name: "`less_than` also holds for equal values",
    file: "src/compiler/5-emit/select.ts",
    find: "less_than: ordered(Opcode.GreaterOrEquals, true)",
    replace: "less_than: ordered(Opcode.Greater, true)",
  },
  {
    name: "a literal list is searched in the wrong order",
    file: "src/compiler/5-emit/pool.ts",
    find: "return [...new Set(values)].sort(compare);",
    replace: "return [...new Set(values)].sort((a, b) => compare(b, a));",
  },
  {
    name: "a negation is dropped",
    file: "src/compiler/4-lower/lower.ts",
    find: "return lowerCondition(condition.condition, !negated);",
    replace: "return lowerCondition(condition.condition, negated);",
  },
  {
    name: "a negated `all` stays `all`",
    file: "src/compiler/4-lower/lower.ts",
    find: 'negated ? (condition.kind === "all" ? "any" : "all") : condition.kind',
    replace: "condition.kind",
  },
  {
    name: "strictest is the weakest",
    file: "src/compiler/4-lower/lower.ts",
    find: "return (rule) => strictness(rule.effect);",
    replace: "return (rule) => -strictness(rule.effect);",
  },
  {
    name: "actor rules come after global rules",
    file: "src/compiler/4-lower/lower.ts",
    find: "scope.actor !== undefined ? 1 : 2",
    replace: "scope.actor !== undefined ? 2 : 1",
  },
  {
    name: "the actor scope's atom is forgotten",
    file: "src/compiler/4-lower/lower.ts",
    find: "if (scope === undefined) return condition;",
    replace: "if (scope !== undefined || scope === undefined) return condition;",
  },
  {
    name: "a jump is off by one",
    file: "src/compiler/5-emit/block.ts",
    find: "onFalse: pending.onFalse.at - at }",
    replace: "onFalse: Math.max(1, pending.onFalse.at - at - 1) }",
  },
  {
    name: "`any` leaves at the first false part",
    file: "src/compiler/5-emit/block.ts",
    find: "else place(part, onTrue, next, pending);",
    replace: "else place(part, next, onFalse, pending);",
  },
  {
    name: "audit rules decide",
    file: "src/compiler/5-emit/emit.ts",
    find: 'if (rule.mode === "audit") return;',
    replace: "",
  },
  {
    name: "the hash does not see the settings",
    file: "src/compiler/hash.ts",
    find: "settings.missing",
    replace: '"assume_worst"',
  },
];
