import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { ActraError, type ActraInputError } from "../errors.ts";
import type { Decision } from "../language/decision.ts";
import type { Outcomes, OutcomesOptions } from "../language/outcomes.ts";
import type {
  ActionName,
  InputArguments,
  PolicyInput,
  PolicyTypes,
  TYPES,
  TypedInput,
} from "../language/policy-types.ts";
import type { Schema } from "../language/schema.ts";
import type { Effect } from "../language/types.ts";
import { Decider } from "../machine/decide.ts";
import { freeze } from "../machine/frozen.ts";
import { undeclaredName } from "../machine/gather.ts";
import { actionPlan, load } from "../machine/loaded.ts";
import { machine } from "../machine/machine.ts";
import type { SoundProgram } from "../program/verify.ts";
import { deciders } from "./deciders.ts";
import { explain } from "./explain.ts";
import type { Explanation } from "./explanation.ts";
import type { ExplainedData } from "./headline.ts";
import type { PackedDecisions } from "./packed-decisions.ts";

export interface Needs {
  /** Paths such as `role` or `team.name`, in schema order. */
  readonly actor: readonly string[];
  readonly snapshot: readonly string[];
}

export interface ToBytesOptions {
  /** Whether to keep what explanations need to say where things stand; `true` when left out. */
  readonly debug?: boolean;
}

export interface PolicyParts {
  /** The warnings of the compile. */
  readonly diagnostics?: readonly Diagnostic[];
  readonly abilities: Abilities;
}

/** What each entry of the package brings: `actra/engine` leaves some out. */
export interface Abilities {
  /** Makes the machine's `WebAssembly.Instance`, a type that not everybody's `lib` has. */
  readonly instance: () => object;
  /** Makes the text of an explanation. */
  readonly render: (explanation: ExplainedData) => string;
  /** Makes the program's file. */
  readonly encode: (program: SoundProgram, options: ToBytesOptions) => Uint8Array;
  /** @param decider the policy's `Decider`, here and below, whose type has no place in what users compile against */
  readonly outcomes: (input: unknown, options: OutcomesOptions, decider: object) => Outcomes;
  readonly evaluatePacked: (bytes: Uint8Array, decider: object) => Decision;
  readonly evaluatePackedMany: (bytes: Uint8Array, decider: object) => PackedDecisions;
}

/** Programs of policies that nobody holds any more are freed, but where the platform does not tell (workerd before May 2025). */
const abandoned =
  typeof FinalizationRegistry === "undefined"
    ? undefined
    : new FinalizationRegistry<Decider>((decider) => decider.dispose());

declare const NO_SYMBOL: unique symbol;

/** `Symbol.dispose` in the types of those whose `lib` has it; the others can still compile against this package. */
type DisposeSymbol = SymbolConstructor extends { readonly dispose: infer Key extends symbol }
  ? Key
  : typeof NO_SYMBOL;

const DISPOSE: DisposeSymbol = Symbol.dispose ?? Symbol("dispose");

/**
 * A compiled policy, ready to decide. Immutable and safe to share; all calls are synchronous.
 *
 * `T` says what its inputs look like. It is a claim to TypeScript and nothing more: every input is checked all the same.
 */
export class Policy<T extends PolicyTypes = PolicyTypes> {
  readonly #decider: Decider;
  readonly #abilities: Abilities;
  declare readonly [TYPES]?: T;
  /** The warnings of the compile; empty for a loaded program. */
  readonly diagnostics: readonly Diagnostic[];

  /** Policies come from `Actra.compile`, `Actra.load` and their kin. */
  constructor(program: SoundProgram, { diagnostics = [], abilities }: PolicyParts) {
    this.#decider = new Decider(load(program, machine(abilities.instance)));
    this.#abilities = abilities;
    this.diagnostics = Object.freeze([...diagnostics]);
    deciders.set(this, this.#decider);
    abandoned?.register(this, this.#decider, this);
  }

  /**
   * The decision on one input. Decisions are frozen, and may be shared between calls.
   *
   * @throws ActraInputError when the input is no valid input of the schema
   * @throws ActraError `POLICY_DISPOSED`
   */
  evaluate(input: TypedInput<T>): Decision {
    return this.#decider.decide(input);
  }

  /** `evaluate` with the domains as arguments. */
  evaluateAction(...[action, actor, snapshot]: InputArguments<T>): Decision {
    return this.#decider.decide({ action, actor, snapshot });
  }

  /** For each input its decision, or the error that it is. */
  evaluateMany(inputs: Iterable<TypedInput<T>>): (Decision | ActraInputError)[] {
    if (typeof inputs?.[Symbol.iterator] !== "function") throw new TypeError("not a list of inputs");
    return this.#decider.decideMany(inputs);
  }

  /**
   * `evaluate` for an input that is msgpack bytes; no object is made of it where that can be avoided.
   *
   * @throws ActraInputError as `evaluate`, and `INPUT_PACKED` when the bytes are no msgpack
   */
  evaluatePacked(bytes: Uint8Array): Decision {
    return this.#abilities.evaluatePacked(bytes, this.#decider);
  }

  /**
   * The same for many inputs, which are the items of one list, or stand one after the other.
   *
   * @throws ActraInputError `INPUT_PACKED`: behind what is no msgpack, no input can be found
   */
  evaluatePackedMany(bytes: Uint8Array): PackedDecisions {
    return this.#abilities.evaluatePackedMany(bytes, this.#decider);
  }

  /**
   * Why the decision falls as it does.
   *
   * @throws ActraInputError as `evaluate`
   * @throws ActraProgramError when the program came with debug information that is none
   */
  explain(input: TypedInput<T>): Explanation {
    return explain(input, this.#decider.requireAlive(), this.#abilities.render);
  }

  /**
   * For tests: gives the decision when it has this effect.
   *
   * @throws ActraError `ASSERT_EFFECT` with what was expected, what came, and the explanation
   */
  assertEffect(input: TypedInput<T>, effect: Effect): Decision {
    const explanation = this.explain(input);
    if (explanation.effect === effect) return explanation.decision;
    throw new ActraError("ASSERT_EFFECT", `expected ${effect}, got ${explanation.effect}\n\n${explanation}`);
  }

  /** SHA-256 in 64 hexadecimal digits over all that decides (docs/semantics.md, 23). For a loaded program it is the file's claim. */
  policyHash(): string {
    return this.#program().policyHash;
  }

  /** The checked schema, frozen. */
  getSchema(): Schema {
    return freeze(this.#program().schema);
  }

  /** A policy always has one; kept for users of Actra 0.7. */
  hasSchema(): boolean {
    this.#program();
    return true;
  }

  /**
   * The actor and snapshot fields that decisions on this action can read.
   *
   * @throws ActraInputError `INPUT_ACTION` for an undeclared action, where these are rejected
   */
  needs(actionName: ActionName<T>): Needs {
    const { loaded } = this.#decider.requireAlive();
    const number = loaded.actions.get(actionName);
    if (number === undefined) undeclaredName(String(actionName), loaded);
    const paths = [...actionPlan(loaded, number).reads.paths.values()];
    const inside = (domain: string) =>
      paths.filter((path) => path.startsWith(domain)).map((path) => path.slice(domain.length));
    return freeze({ actor: inside("actor."), snapshot: inside("snapshot.") });
  }

  /**
   * The decisions that are possible when part of the input is not known: over all values of what is unknown, and its
   * absence.
   *
   * @throws TypeError when `unknown` names something that the schema does not have
   * @throws ActraInputError as `evaluate`, for the part that is known
   */
  outcomes(input: PolicyInput, options: OutcomesOptions): Outcomes {
    return this.#abilities.outcomes(input, options, this.#decider.requireAlive());
  }

  /** The policy as the bytes of a `.actra` file, which `Actra.load` takes. */
  toBytes(options: ToBytesOptions = {}): Uint8Array {
    return this.#abilities.encode(this.#program(), options);
  }

  /** Frees the program. Every later call is an `ActraError` with code `POLICY_DISPOSED`; disposing again does nothing. */
  dispose(): void {
    abandoned?.unregister(this);
    this.#decider.dispose();
  }

  /** For `using`, where the platform has `Symbol.dispose`. */
  [DISPOSE](): void {
    this.dispose();
  }

  #program(): SoundProgram {
    return this.#decider.requireAlive().loaded.program;
  }
}
