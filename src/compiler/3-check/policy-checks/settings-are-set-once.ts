import type { PolicyContext } from "../context.ts";
import { SETTING_KEYS, SETTING_NAMES } from "../settings.ts";

/** Several files are one policy, which has one of each setting. */
export function settingsAreSetOnce({ policies, reporter }: PolicyContext): void {
  for (const name of SETTING_NAMES) {
    const [first, ...others] = policies.flatMap(({ settings }) => settings[name] ?? []);
    for (const { span } of others) {
      reporter.report({
        code: "setting-repeated",
        message: `\`${SETTING_KEYS[name]}\` is set in \`${first!.span.source.path}\` already`,
        span,
        help: "set it in one file only",
        related: [{ message: "first set here", span: first!.span }],
      });
    }
  }
}
