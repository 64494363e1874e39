import type { PolicyInput } from "../language/policy-types.ts";
import { EFFECTS, type Effect } from "../language/types.ts";
import type { Policy } from "../policy/policy.ts";
import { REDACTED } from "../policy/show.ts";
import { actionForm } from "../runtime/form.ts";
import { project } from "../runtime/project.ts";
import { isInputError, outcomeOf } from "../testing/outcome.ts";
import { Changes } from "./changes.ts";
import { PackedLog } from "./packed-log.ts";
import { decideWithout, redactedPaths } from "./redacted.ts";
import type { Decided, Direction, Refused, ReplayChange, ReplayReport } from "./report.ts";

type Shown = Readonly<Record<string, unknown>>;

/** A log that is decided again, event by event. What it keeps does not grow with their number. */
export class Replaying {
  readonly #policy: Policy;
  readonly #changes = new Changes();
  readonly #fields = new Map<string, number>();
  readonly #packed: PackedLog;
  #place = 0;
  #decided = 0;
  #redacted = 0;
  #undecided = 0;
  #outcomes = 0;
  #dropped = 0;
  #unreadable = 0;
  #firstUnreadable: number | undefined;

  constructor(policy: Policy) {
    this.#policy = policy;
    this.#packed = new PackedLog(policy, {
      skip: () => {
        this.#place++;
        this.#undecided++;
      },
      same: () => {
        this.#place++;
        this.#decided++;
      },
      event: (event) => this.add(event),
      unreadable: () => this.#passUnreadable(),
    });
  }

  /** Whether nothing was in it so far, not even what is no event. */
  get isEmpty(): boolean {
    return this.#place === 0 && this.#unreadable === 0;
  }

  /** One line of JSON. */
  addLine(line: string): void {
    let event: unknown;
    try {
      event = JSON.parse(line);
    } catch {
      return this.#passUnreadable();
    }
    this.#take(event, line.includes(REDACTED));
  }

  /** Bytes of a msgpack stream, cut anywhere. */
  addPacked(bytes: Uint8Array): void {
    if (!this.#packed.add(bytes)) this.#passUnreadable();
  }

  /** Nothing more comes: what is left of a stream is no whole event. */
  end(): void {
    if (!this.#packed.isAtEnd()) this.#passUnreadable();
  }

  /** An event of the runtime's observer, or an input with the decision beside it. */
  add(event: unknown): void {
    this.#take(event, true);
  }

  #take(event: unknown, mayBeRedacted: boolean): void {
    this.#place++;
    if (!isRecord(event)) return this.#tellUnreadable();
    if (typeof event["dropped"] === "number" && event["action"] === undefined) {
      this.#dropped += event["dropped"];
      return;
    }
    const input = inputOf(event);
    if (input === undefined) return this.#tellUnreadable();
    if (event["outcome"] !== undefined && event["outcome"] !== null) {
      this.#outcomes++;
      return;
    }
    const before = decidedOf(event["decision"]);
    if (before !== undefined) this.#decide(input, before, event, mayBeRedacted);
    else if (event["decision"] === undefined) this.#undecided++;
    else this.#tellUnreadable();
  }

  #decide(input: Shown, before: Decided, event: Shown, mayBeRedacted: boolean): void {
    const after = this.#again(input, mayBeRedacted);
    if (after === undefined) return;
    this.#decided++;
    if ("effect" in after && after.effect === before.effect) return;
    const id = event["id"];
    this.#changes.add(before, after, () => this.#example(input, id));
  }

  /** `undefined` where it cannot be decided. */
  #again(input: Shown, mayBeRedacted: boolean): Decided | Refused | undefined {
    const paths = mayBeRedacted ? redactedPaths(input) : [];
    if (paths.length > 0) return this.#without(input, paths);
    const outcome = outcomeOf(this.#policy, input);
    if ("error" in outcome) return { error: outcome.error.code, path: outcome.error.path };
    return { effect: outcome.effect, rule: outcome.matched_rule };
  }

  #without(input: Shown, paths: readonly string[]): Decided | Refused | undefined {
    const known = knownWithout(input, paths, this.#policy);
    if (!("fields" in known)) return known;
    this.#redacted++;
    for (const field of known.fields) this.#fields.set(field, (this.#fields.get(field) ?? 0) + 1);
    return undefined;
  }

  #example(input: Shown, id: unknown): ReplayChange["example"] {
    const { type } = input["action"] as Shown;
    return {
      event: this.#place,
      ...(typeof id === "string" && { id }),
      ...(typeof type === "string" && { action: type }),
      input: shownInput(input, this.#policy),
    };
  }

  #passUnreadable(): void {
    this.#place++;
    this.#tellUnreadable();
  }

  #tellUnreadable(): void {
    this.#unreadable++;
    this.#firstUnreadable ??= this.#place;
  }

  report(): ReplayReport {
    const first = this.#firstUnreadable;
    const directions = this.#changes.counts();
    return Object.freeze({
      decided: this.#decided,
      changed: sum(directions),
      directions,
      changes: this.#changes.all(),
      more: sum(this.#changes.more()),
      redacted: { events: this.#redacted, fields: Object.fromEntries(this.#fields) },
      undecided: this.#undecided,
      outcomes: this.#outcomes,
      dropped: this.#dropped,
      unreadable: { events: this.#unreadable, ...(first !== undefined && { first }) },
    });
  }
}

function sum(counts: Readonly<Record<Direction, number>>): number {
  return Object.values(counts).reduce((all, count) => all + count, 0);
}

function isRecord(value: unknown): value is Shown {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An event has it as its context, other logs as it stands. */
function inputOf(event: Shown): Shown | undefined {
  const { action, actor, snapshot } = isRecord(event["context"]) ? event["context"] : event;
  return isRecord(action) ? { action, actor, snapshot } : undefined;
}

function decidedOf(decision: unknown): Decided | undefined {
  if (!isRecord(decision)) return undefined;
  const { effect, matched_rule } = decision;
  if (!EFFECTS.includes(effect as Effect) || typeof matched_rule !== "string") return undefined;
  return { effect: effect as Effect, rule: matched_rule };
}

/** What is bad in the rest of it is so with any value of what was redacted. */
function knownWithout(
  input: Shown,
  paths: readonly string[],
  policy: Policy,
): Decided | Refused | { readonly fields: readonly string[] } {
  try {
    return decideWithout(input, paths, policy);
  } catch (error) {
    if (!isInputError(error)) throw error;
    return { error: error.code, path: error.path };
  }
}

/** As events show it: declared fields, sensitive ones redacted, nothing that JSON cannot hold. */
function shownInput(input: Shown, policy: Policy): object {
  try {
    const form = actionForm(policy, String((input["action"] as Shown)["type"]));
    const shown = project(
      form,
      input as unknown as PolicyInput & { action: unknown; actor: unknown; snapshot: unknown },
    );
    return JSON.parse(
      JSON.stringify(shown, (_, value) => (typeof value === "bigint" ? String(value) : value)),
    );
  } catch {
    return {};
  }
}
