import type { Decider } from "../machine/decide.ts";
import { deciders } from "../policy/deciders.ts";
import type { Policy } from "../policy/policy.ts";
import { type ActionForm, actionForm, shownOf } from "./form.ts";

// Which policy a call is decided by, from its beginning to its end. A policy that was replaced is freed, when that was
// asked for, after the last call under it.

const NOTHING: Omit<ActionForm, "name" | "schema" | "shown"> = {
  fields: [],
  positions: [],
  isNamed: true,
  takesObject: true,
  needs: { actor: [], snapshot: [] },
  reads: { actor: [], snapshot: [] },
};

/** Of all leases of one policy: a runtime may get it back, and others may have it too. */
interface Hold {
  calls: number;
  isRetired: boolean;
}

const holds = new WeakMap<Policy, Hold>();

export class Lease {
  readonly policy: Policy;
  readonly decider: Decider;
  readonly hash: string;
  readonly #forms = new Map<string, ActionForm>();
  readonly #hold: Hold;

  /** @throws TypeError when this is no policy */
  constructor(policy: Policy) {
    const decider = deciders.get(policy);
    if ((policy as unknown) instanceof Promise)
      throw new TypeError("`ActraRuntime` takes a policy, and this is a promise: `await` is missing");
    if (decider === undefined)
      throw new TypeError(
        "`ActraRuntime` takes a policy, as `Actra.compile` of this very package gives it (`import` and `require` have one each)",
      );
    this.policy = policy;
    this.decider = decider;
    this.hash = policy.policyHash();
    this.#hold = holds.get(policy) ?? { calls: 0, isRetired: false };
    this.#hold.isRetired = false;
    holds.set(policy, this.#hold);
  }

  /** For calls that name no positions. @throws ActraInputError `INPUT_ACTION` */
  form(name: string): ActionForm {
    const known = this.#forms.get(name);
    if (known !== undefined) return known;
    const form = actionForm(this.policy, name);
    // Names of undeclared actions may come from outside, any number of them.
    if (form.schema.actions.some((action) => action.name === name)) this.#forms.set(name, form);
    return form;
  }

  /** The same for a name that the policy may reject: then it has nothing, and the decision fails. */
  formOf(name: string): ActionForm {
    try {
      return this.form(name);
    } catch {
      const schema = this.policy.getSchema();
      return { ...NOTHING, name, schema, shown: shownOf([], schema) };
    }
  }

  enter(): void {
    this.#hold.calls++;
  }

  leave(): void {
    this.#hold.calls--;
    this.#disposeWhenIdle();
  }

  /** Disposes of the policy after the last call. */
  retire(): void {
    this.#hold.isRetired = true;
    this.#disposeWhenIdle();
  }

  #disposeWhenIdle(): void {
    const { isRetired, calls } = this.#hold;
    if (isRetired && calls === 0) this.policy.dispose();
  }
}
