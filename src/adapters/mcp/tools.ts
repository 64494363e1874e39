import { ActraError } from "../../errors.ts";
import type { ActionSchema } from "../../language/schema.ts";
import { type Approve, requireOptions } from "../../runtime/options.ts";
import type { ActraRuntime } from "../../runtime/runtime.ts";
import { fieldsOf } from "./arguments.ts";
import { isMembers, type Members } from "./message.ts";

// Tools as actions: which action a tool is, what its arguments are to the action, and which tools somebody may be offered.

/** A tool whose action, or whose arguments, have other names in the policy. */
export interface ToolMapping {
  readonly action: string;
  /** By argument, the field that it is; all others are the field of their own name. */
  readonly fields?: Readonly<Record<string, string>> | undefined;
  /** Arguments that reach the tool although no policy sees them, such as `options` or `edits.note`; `true` for all. */
  readonly pass?: readonly string[] | true | undefined;
}

/** By tool, the name of its action, or more. */
export type ToolMappings = Readonly<Record<string, string | ToolMapping>>;

/** What resolvers are asked with. */
export interface McpContext {
  /** As the client calls it; absent when tools are listed. */
  readonly tool?: string;
  /** What the client says of itself: a claim, by no means who it is. */
  readonly client?: Members;
  /** Of the transport, where it has any: the session's id, the request's headers, and who the server says has signed in. */
  readonly session?: string;
  readonly headers?: Members;
  readonly auth?: unknown;
}

export class Tools {
  readonly #runtime: ActraRuntime;
  readonly #prefix: string;
  readonly #mappings: ReadonlyMap<string, ToolMapping>;

  /** @throws TypeError for a mapping that is none, or leads to nothing that the policy declares */
  constructor(runtime: ActraRuntime, mappings: ToolMappings = {}, prefix = "") {
    if (typeof prefix !== "string") throw new TypeError("`prefix` has to be text");
    if (!isMembers(mappings)) throw new TypeError("`tools` has to be a map from tools to their actions");
    this.#runtime = runtime;
    this.#prefix = prefix;
    this.#mappings = new Map(Object.entries(mappings).map(([tool, to]) => [tool, mappingOf(tool, to)]));
    for (const [tool, mapping] of this.#mappings) this.#requireKnown(tool, mapping);
  }

  get stopsNothing(): boolean {
    return this.#runtime.mode === "audit";
  }

  /** What asks for approvals, apart from the client. */
  get approve(): Approve | undefined {
    return this.#runtime.approve;
  }

  /**
   * Runs the call where the policy allows it.
   *
   * @param run gets a copy of the arguments, which is what was decided on
   * @throws ActraError and its kin when it may not run; whatever `run` throws
   */
  async call<Result>(
    name: string,
    given: Members,
    context: McpContext,
    { run, approve }: { run: (given: Members) => Promise<Result>; approve: Approve | undefined },
  ): Promise<Result> {
    const { action, fields = {}, pass } = this.#mapping(name);
    const schema = this.#declared(action);
    if (schema === undefined) return await this.#undeclared(name, action, given, context, run);
    const guarded = this.#runtime.admit(action, run, {
      context: () => context,
      // Here, so that observers hear of what is wrong.
      builder: (_action, named: Members) => fieldsOf(named, schema, { fields, pass }),
      ...(approve && { approve }),
    });
    return await guarded(given);
  }

  /**
   * Whether there are arguments with which the policy would not block it.
   *
   * @throws ActraResolverError when nobody knows who asks
   */
  async isOffered(name: unknown, context: McpContext): Promise<boolean> {
    if (typeof name !== "string") return false;
    const { action } = this.#mapping(name);
    if (this.#declared(action) === undefined) return false;
    try {
      const { effects } = await this.#runtime.outcomesAsync(action, { ...context, tool: name });
      return effects.some((effect) => effect !== "block");
    } catch (error) {
      // Whoever acts is no actor of this policy: each call would be the same error.
      if (error instanceof ActraError && error.code.startsWith("INPUT_")) return false;
      throw error;
    }
  }

  #mapping(name: string): ToolMapping {
    return this.#mappings.get(name) ?? { action: this.#prefix + name };
  }

  #declared(name: string): ActionSchema | undefined {
    return this.#runtime.policy.getSchema().actions.find((action) => action.name === name);
  }

  /** Blocked, even where the policy would evaluate it. Observers hear of it as far as the policy rejects the action. */
  async #undeclared<Result>(
    tool: string,
    action: string,
    given: Members,
    context: McpContext,
    run: (given: Members) => Promise<Result>,
  ): Promise<Result> {
    if (isRejected(action, this.#runtime))
      await this.#runtime.evaluateAsync({ type: action }, context).catch(() => undefined);
    if (this.stopsNothing) return await run(given);
    throw new ActraError("TOOL_UNKNOWN", `the policy declares no action for the tool \`${shown(tool)}\``);
  }

  #requireKnown(tool: string, { action, fields = {} }: ToolMapping): void {
    const declared = this.#declared(action)?.fields.map(({ name }) => name);
    if (declared === undefined)
      throw new TypeError(
        `the tool \`${tool}\` is mapped to \`${action}\`, which the policy does not declare`,
      );
    const names = Object.values(fields);
    const wrong = names.find((name, i) => !declared.includes(name) || names.indexOf(name) < i);
    if (wrong !== undefined)
      throw new TypeError(
        `\`${wrong}\` is no field of \`${action}\`, or is one of two arguments of \`${tool}\``,
      );
  }
}

function mappingOf(tool: string, to: string | ToolMapping): ToolMapping {
  if (typeof to === "string") return { action: to };
  requireOptions(to, { action: "any", fields: "any", pass: "any" });
  const { action, fields = {}, pass = [] } = to;
  const isMapping =
    typeof action === "string" &&
    typeof fields === "object" &&
    Object.values(fields).every((field) => typeof field === "string") &&
    (pass === true || (Array.isArray(pass) && pass.every((path) => typeof path === "string")));
  if (!isMapping)
    throw new TypeError(`the mapping of \`${tool}\` has to be an action, or \`{ action, fields, pass }\``);
  return { action, fields, pass };
}

function isRejected(action: string, { policy }: ActraRuntime): boolean {
  try {
    policy.needs(action);
    return false;
  } catch {
    return true;
  }
}

/** A name that came from outside, for a message that people and models read. */
function shown(name: string): string {
  return JSON.stringify(name.slice(0, 128)).slice(1, -1);
}
