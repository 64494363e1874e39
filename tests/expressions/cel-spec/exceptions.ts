// Cases that Actra can be asked, and answers otherwise than CEL: by name, each under the rule of CEL's that is another here.

const RULES = {
  "CEL has the values NaN and infinity; here a result that is not finite is a fault": [
    "comparisons/eq_literal/not_eq_double_nan",
    "comparisons/ne_literal/not_ne_double_nan",
    "comparisons/ne_literal/ne_double_nan",
  ],
  "CEL rounds a literal that is too small to 0; here it is an error": ["fp_math/fp_math/fp_underflow"],
  "`%` takes integers alone in CEL; here numbers are one family": ["fp_math/fp_math/mod_not_support"],
  "a time zone may be an offset without a sign in CEL's suite, though not in its grammar; here it has one": [
    "timestamps/timestamp_selectors_tz/getHours",
  ],
  "timestamps go from the year 1 to 9999 in CEL; here from 0 to 9999 as text, and beyond when computed": [
    "timestamps/timestamp_range/from_string_under",
    "timestamps/timestamp_range/add_duration_under",
    "timestamps/timestamp_range/add_duration_over",
  ],
  "durations have 64 bits of nanoseconds, or 10,000 years, in CEL; here they are doubles": [
    "timestamps/timestamp_range/sub_time_duration_over",
    "timestamps/timestamp_range/sub_time_duration_under",
    "timestamps/duration_range/from_string_under",
    "timestamps/duration_range/from_string_over",
    "timestamps/duration_range/add_under",
    "timestamps/duration_range/add_over",
    "timestamps/duration_range/sub_under",
    "timestamps/duration_range/sub_over",
  ],
} as const;

export interface Exceptions {
  readonly rule: string;
  readonly names: readonly string[];
}

export const EXCEPTIONS: readonly Exceptions[] = Object.entries(RULES).map(([rule, names]) => ({
  rule,
  names,
}));

export const EXCEPTED: readonly string[] = EXCEPTIONS.flatMap(({ names }) => names);
