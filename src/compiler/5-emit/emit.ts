import { Instruction } from "../../../assembly/shared/layout.ts";
import { Opcode } from "../../../assembly/shared/opcode.ts";
import type { Reporter } from "../../diagnostics/reporter.ts";
import { DOCUMENT_LIMITS, type DocumentLimits, type InputLimits } from "../../language/limits.ts";
import type { CheckedPolicy } from "../../language/model.ts";
import { type DecodedInstruction, viewOf, writeInstruction } from "../../program/instruction.ts";
import type { Program, ProgramRule } from "../../program/program.ts";
import type { LoweredRule } from "../4-lower/lower.ts";
import { type Block, emitBlock } from "./block.ts";
import { emitDebug } from "./debug.ts";
import { instructionOf } from "./instruction-of.ts";
import { internTexts } from "./intern-texts.ts";
import { Pool } from "./pool.ts";

export interface EmitFacts {
  readonly compiler: string;
  readonly policyHash: string;
  readonly inputLimits: InputLimits;
}

/** Lowered rules → program. Reports, and gives nothing, when a program cannot hold them. */
export function emit(
  policy: CheckedPolicy,
  lowered: readonly LoweredRule[],
  facts: EmitFacts,
  limits: DocumentLimits,
  reporter: Reporter,
): Program | undefined {
  const pool = new Pool();
  const blocks = lowered.map(({ condition }, number) => emitBlock(condition, number, pool));
  const entries = emitEntries(policy, lowered, pool);
  const mostFields = Math.min(limits.fieldsRead, DOCUMENT_LIMITS.fieldsRead);
  if (pool.slots.length > mostFields) {
    reporter.report({
      code: "too-many-fields",
      message: `the rules read ${pool.slots.length} different fields, the limit is ${mostFields}`,
      help: "split the policy, or read fewer fields; the limit is the option `limits.fieldsRead`",
    });
    return undefined;
  }
  const tests = blocks.flatMap((block) => block.instructions);
  const instructions = internTexts(tests, pool.slots);
  const actionNumbers = new Map(policy.schema.actions.map(({ name }, number) => [name, number]));
  return {
    ...facts,
    settings: policy.settings,
    schema: policy.schema,
    slots: pool.slots,
    literals: pool.literals,
    constants: pool.constants,
    scratch: pool.scratch,
    code: assemble([...instructions, ...entries]),
    index: new Uint8Array(),
    rules: lowered.map((rule, number) => emitRule(rule, blocks[number]!, actionNumbers)),
    debug: emitDebug(lowered, blocks),
  };
}

function emitRule(
  { rule, position }: LoweredRule,
  block: Block,
  actionNumbers: ReadonlyMap<string, number>,
): ProgramRule {
  const actions = rule.scope.actions?.map((name) => actionNumbers.get(name)!).sort((a, b) => a - b);
  return {
    id: rule.id,
    effect: rule.effect,
    audit: rule.mode === "audit",
    position,
    actions,
    actor: rule.scope.actor?.name,
    reason: rule.reason,
    approval: rule.approval,
    tests: block.tests,
    computations: block.computations,
    reads: block.reads,
  };
}

/** One `scan` for each declared action, and a last one for undeclared ones, which meet the shared rules alone. */
function emitEntries(
  policy: CheckedPolicy,
  lowered: readonly LoweredRule[],
  pool: Pool,
): DecodedInstruction[] {
  const own = new Map<string, number[]>(policy.schema.actions.map(({ name }) => [name, []]));
  const shared: number[] = [];
  lowered.forEach(({ rule }, number) => {
    if (rule.mode === "audit") return;
    if (rule.scope.actions === undefined) shared.push(number);
    else for (const name of rule.scope.actions) own.get(name)!.push(number);
  });
  const sharedList = pool.constant({ kind: "rules", values: shared });
  return [...own.values(), []].map((values) =>
    instructionOf({ op: Opcode.Scan, left: pool.constant({ kind: "rules", values }), right: sharedList }),
  );
}

function assemble(instructions: readonly DecodedInstruction[]): Uint8Array {
  const code = new Uint8Array(instructions.length * Instruction.Size);
  const view = viewOf(code);
  instructions.forEach((instruction, index) => writeInstruction(view, index, instruction));
  return code;
}
