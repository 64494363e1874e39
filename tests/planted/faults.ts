// Faults that are planted one at a time by run.ts. `find` stands exactly once in `file`.

export interface Fault {
  readonly name: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  /** The tests that have to notice. */
  readonly tests: readonly string[];
}

export const FAULTS: readonly Fault[] = [
  {
    name: "`less_than` also holds for equal values",
    file: "src/compiler/5-emit/select.ts",
    find: "less_than: ordered(Opcode.GreaterOrEquals, true)",
    replace: "less_than: ordered(Opcode.Greater, true)",
    tests: ["tests/decisions.test.ts"],
  },
  {
    name: "a literal list is searched in the wrong order",
    file: "src/compiler/5-emit/pool.ts",
    find: "return [...new Set(values)].sort(compare);",
    replace: "return [...new Set(values)].sort((a, b) => compare(b, a));",
    tests: ["tests/decisions.test.ts"],
  },
  {
    name: "a negation is dropped",
    file: "src/compiler/4-lower/lower.ts",
    find: "return lowerCondition(condition.condition, !negated);",
    replace: "return lowerCondition(condition.condition, negated);",
    tests: ["tests/decisions.test.ts"],
  },
  {
    name: "a negated `all` stays `all`",
    file: "src/compiler/4-lower/lower.ts",
    find: 'negated ? (condition.kind === "all" ? "any" : "all") : condition.kind',
    replace: "condition.kind",
    tests: ["tests/decisions.test.ts"],
  },
  {
    name: "strictest is the weakest",
    file: "src/compiler/4-lower/lower.ts",
    find: "return (rule) => strictness(rule.effect);",
    replace: "return (rule) => -strictness(rule.effect);",
    tests: ["tests/decisions.test.ts"],
  },
  {
    name: "actor rules come after global rules",
    file: "src/compiler/4-lower/lower.ts",
    find: "scope.actor !== undefined ? 1 : 2",
    replace: "scope.actor !== undefined ? 2 : 1",
    tests: ["tests/decisions.test.ts"],
  },
  {
    name: "the actor scope's atom is forgotten",
    file: "src/compiler/4-lower/lower.ts",
    find: "if (scope === undefined) return condition;",
    replace: "if (scope !== undefined || scope === undefined) return condition;",
    tests: ["tests/decisions.test.ts"],
  },
  {
    name: "a jump is off by one",
    file: "src/compiler/5-emit/block.ts",
    find: "onFalse: pending.onFalse.at - at }",
    replace: "onFalse: Math.max(1, pending.onFalse.at - at - 1) }",
    tests: ["tests/decisions.test.ts"],
  },
  {
    name: "`any` leaves at the first false part",
    file: "src/compiler/5-emit/block.ts",
    find: "else place(part, onTrue, next, pending);",
    replace: "else place(part, next, onFalse, pending);",
    tests: ["tests/decisions.test.ts"],
  },
  {
    name: "audit rules decide",
    file: "src/compiler/5-emit/emit.ts",
    find: 'if (rule.mode === "audit") return;',
    replace: "",
    tests: ["tests/decisions.test.ts"],
  },
  {
    name: "the hash does not see the settings",
    file: "src/compiler/hash.ts",
    find: "return [semantics, resolution, otherwise, missing, unknownAction];",
    replace: "return [semantics, resolution, otherwise, String(missing && unknownAction && 0)];",
    tests: ["tests/hash.test.ts"],
  },
  {
    name: "missing as required counts as absent",
    file: "src/machine/read.ts",
    find: "step.optional ? SlotState.MissingOptional : SlotState.MissingRequired",
    replace: "SlotState.MissingOptional",
    tests: ["tests/decisions.test.ts"],
  },
  {
    name: "an unknown test is false in every run",
    file: "assembly/vm.ts",
    find: "const holds = truth == Truth.Unknown ? unknown : truth;",
    replace: "const holds = truth == Truth.Unknown ? 0 : truth;",
    tests: ["tests/decisions.test.ts"],
  },
  {
    name: "a test's own negation is dropped",
    file: "assembly/vm.ts",
    find: "return <i32>(negate ^ <u32>holds(",
    replace: "return <i32>((negate & 0) ^ <u32>holds(",
    tests: ["tests/decisions.test.ts"],
  },
  {
    name: "`greater_than` also holds for equal values",
    file: "assembly/vm.ts",
    find: "case Opcode.Greater: return load<f64>(left) > load<f64>(right);",
    replace: "case Opcode.Greater: return load<f64>(left) >= load<f64>(right);",
    tests: ["tests/decisions.test.ts"],
  },
  {
    name: "`between` leaves its upper end out",
    file: "assembly/vm.ts",
    find: "load<f64>(left) <= load<f64>(right, Record.High)",
    replace: "load<f64>(left) < load<f64>(right, Record.High)",
    tests: ["tests/decisions.test.ts"],
  },
  {
    name: "the own-property check is dropped",
    file: "src/machine/settle.ts",
    find: "if (hasOwn(object, name)) return",
    replace: "if (name in object) return",
    tests: ["tests/decisions.test.ts", "tests/hostile-input.test.ts"],
  },
  {
    name: "readers do not ask for the prototype",
    file: "scripts/build-readers.mjs",
    find: " && getPrototypeOf(object) === PLAIN",
    replace: "",
    tests: ["tests/decisions.test.ts", "tests/hostile-input.test.ts"],
  },
  {
    name: "under `first_match` every possible rule is assumed",
    file: "src/machine/resolve.ts",
    find: "? first + 1 : judged.length",
    replace: "? judged.length : judged.length",
    tests: ["tests/decisions.test.ts"],
  },
  {
    name: "possible rules that allow are assumed",
    file: "src/machine/resolve.ts",
    find: 'assumes && rule.effect !== "allow"',
    replace: "assumes",
    tests: ["tests/decisions.test.ts"],
  },
  {
    name: "a policy disposed of while it reads decides all the same",
    file: "src/machine/decide.ts",
    find: "    // Reading may have run code that disposed of this very policy.\n    this.requireAlive();",
    replace: "",
    tests: ["tests/hostile-input.test.ts"],
  },
  {
    name: "unsafe integers are integers",
    file: "src/machine/values.ts",
    find: "Number.isSafeInteger(number)",
    replace: "Number.isInteger(number)",
    tests: ["tests/decisions.test.ts"],
  },
  {
    name: "a list that was sorted once counts as sorted for ever",
    file: "src/machine/write.ts",
    find: "u32[(record + Record.ListSorted) >>> 2] = 0;",
    replace: "",
    tests: ["tests/decisions.test.ts", "tests/decide.test.ts"],
  },
  {
    name: "freed neighbours do not join",
    file: "assembly/memory.ts",
    find: "  join(block, next);\n  if (previous != 0) join(previous, block);",
    replace: "",
    tests: ["tests/lifecycle.test.ts"],
  },
];
