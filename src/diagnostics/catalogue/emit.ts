import type { Page } from "../catalogue.ts";

/** Codes of the phases "lower" and "emit": what is valid, but more than a program can hold. */
export const EMIT_CODES = {
  "too-many-fields": {
    title: "The policy reads more fields than a program has slots",
    explanation:
      "A compiled program addresses the fields that rules read by number, and has 65,535 such numbers; the option " +
      "`limits.fieldsRead` sets a lower limit. Split the policy, or read fewer different fields.",
    example: "a policy whose rules read 65,536 different fields",
  },
} satisfies Record<string, Page>;
