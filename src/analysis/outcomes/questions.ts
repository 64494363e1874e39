import type { LoweredRule } from "../../compiler/4-lower/lower.ts";
import type { Outcomes } from "../../language/outcomes.ts";
import type { Diagram } from "../core/diagrams.ts";
import { applies, type JudgedRule, judgeRule } from "../core/judged.ts";
import type { ActionKind } from "../core/side.ts";
import type { Subject } from "../core/subject.ts";
import { Work, withinWork } from "../core/work.ts";
import { World } from "../core/world.ts";

// What has been asked of a policy: by action the world in which its rules are sets, which takes long to make, and answers.

/** To make a world, and for one question in it. */
const STEPS_TO_MAKE = 2_000_000;
const STEPS = 300_000;
/** Then a world has grown too large, and is made again. */
const STEPS_IN_ALL = 20_000_000;
const MOST_ANSWERS = 1000;

/** And where a rule is not false. */
export interface RuleSets extends JudgedRule {
  readonly notFalse: Diagram;
}

export interface Asked {
  readonly subject: Subject;
  readonly world: World;
  /** By the number of the rule in the program. */
  readonly sets: ReadonlyMap<number, RuleSets>;
  /** By what is known; `undefined` where that is no answer. */
  readonly answers: Map<string, Outcomes | undefined>;
}

export class Questions {
  readonly #subject: Subject;
  readonly #asked = new Map<string, Asked | undefined>();
  readonly #spent = new Map<string, number>();

  constructor(subject: Subject) {
    this.#subject = subject;
  }

  /** What `answer` finds within the work that one question may be; `undefined` where it takes more. */
  ask(action: ActionKind, answer: (asked: Asked) => Outcomes | undefined): Outcomes | undefined {
    const key = action.kind === "declared" ? `declared ${action.name}` : action.kind;
    if (!this.#asked.has(key))
      this.#asked.set(
        key,
        withinWork(() => this.#make(action)),
      );
    const asked = this.#asked.get(key);
    if (asked === undefined) return undefined;
    const work = new Work(STEPS);
    asked.world.diagrams.work = work;
    const found = withinWork(() => answer(asked));
    if (asked.answers.size > MOST_ANSWERS) asked.answers.clear();
    this.#settle(key, STEPS - work.left);
    return found;
  }

  #settle(key: string, steps: number): void {
    const spent = (this.#spent.get(key) ?? 0) + steps;
    this.#spent.set(key, spent);
    if (spent < STEPS_IN_ALL) return;
    this.#asked.delete(key);
    this.#spent.delete(key);
  }

  #make(action: ActionKind): Asked {
    const subject = this.#subject;
    const applying = [...subject.rules.entries()].filter(([, { rule }]) => applies(rule, action));
    const conditions = applying.map(([, { condition }]) => condition);
    const world = new World(action, [subject], conditions, new Work(STEPS_TO_MAKE));
    const sets = new Map(applying.map(([number, rule]) => [number, setsOf(rule, subject, world)] as const));
    return { subject, world, sets, answers: new Map() };
  }
}

function setsOf(rule: LoweredRule, subject: Subject, world: World): RuleSets {
  const notFalse = world.where(rule.condition, subject, { missing: true, fault: true });
  return { ...judgeRule(rule, subject, world), notFalse };
}
