import { ACTRA_07_SETTINGS } from "../../../language/settings.ts";
import type { PolicyContext } from "../context.ts";
import { SETTING_KEYS } from "../settings.ts";

const FIXED = ["resolution", "missing", "unknownAction"] as const;

/** `semantics: actra-0.7` sets these, so that a document that sets one as well says two things; `default` stays free. */
export function semanticsFixSettings({ policies, settings, reporter }: PolicyContext): void {
  if (settings.semantics !== "actra-0.7") return;
  for (const policy of policies) {
    for (const name of FIXED) {
      const written = policy.settings[name];
      if (written === undefined) continue;
      reporter.report({
        code: "setting-fixed-by-semantics",
        message: `\`semantics: actra-0.7\` fixes \`${SETTING_KEYS[name]}\` to \`${ACTRA_07_SETTINGS[name]}\``,
        span: written.span,
        help: `leave \`${SETTING_KEYS[name]}\` out, or leave \`actra-0.7\``,
      });
    }
  }
}
