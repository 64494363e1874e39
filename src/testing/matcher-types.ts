// The types of the matchers for `expect(…)`. The global interface is the one that `@types/jest` declares, and that
// vitest's own assertions extend: merged with it, both know the matchers, and neither has to be installed.

/** With `R` what a matcher gives: nothing, or a promise under `resolves`. */
export interface ActraMatchers<R = void> {
  /** The decision is `allow`. */
  toBeAllowed(): R;
  /** The decision is `block`, and this rule brought it about; `""` for the default. */
  toBeBlockedBy(rule: string): R;
  /** The decision is `require_approval`. */
  toRequireApproval(): R;
}

declare global {
  namespace jest {
    // biome-ignore lint/complexity/noBannedTypes: merged declarations have the same type parameters, to the letter
    interface Matchers<R, T = {}> extends ActraMatchers<R> {}
  }
}
