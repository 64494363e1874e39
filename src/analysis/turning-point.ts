import type { Effect } from "../language/types.ts";
import type { Spec } from "./values/cell.ts";
import { isAllowed } from "./values/members.ts";
import { isWhole } from "./values/numbers.ts";

const MOST_HALVINGS = 70;

/**
 * The value nearest to `now` with another effect, on the way to one that has it: of tests that compute, which turn where no
 * rule says. `undefined` where none of the values that are tried has another effect.
 */
export function turningPoint(
  now: number,
  spec: Spec,
  effectAt: (value: number) => Effect | undefined,
): { readonly value: number; readonly effect: Effect } | undefined {
  for (const far of farFrom(now, spec)) {
    const effect = effectAt(far);
    if (effect !== undefined)
      return { value: nearest(now, far, spec, (value) => effectAt(value) === effect), effect };
  }
  return undefined;
}

function farFrom(now: number, spec: Spec): number[] {
  const steps = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e8, 1e10, 1e12];
  const values = [
    0,
    spec.minimum,
    spec.maximum,
    ...steps.flatMap((step) => [now - step, now + step]),
    ...steps,
  ];
  return values.filter((value) => value !== undefined && value !== now && isAllowed(value, spec)) as number[];
}

function nearest(now: number, far: number, { type }: Spec, holds: (value: number) => boolean): number {
  let good = far;
  let bad = now;
  for (let step = 0; step < MOST_HALVINGS; step++) {
    const middle = (good + bad) / 2;
    const value = isWhole(type) ? (good < bad ? Math.floor(middle) : Math.ceil(middle)) : middle;
    if (value === good || value === bad) break;
    if (holds(value)) good = value;
    else bad = value;
  }
  return good;
}
