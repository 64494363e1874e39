import {
  ACTRA_07_SETTINGS,
  DEFAULT_SETTINGS,
  type Semantics,
  type Settings,
} from "../../language/settings.ts";
import type { PolicyDocument, SettingsNode } from "../2-parse/ast.ts";

// The settings that hold: what the documents say, the rest by default. Which of them may be said, and where, is for
// the checks of the policy; where two files say one setting, the first counts.

export type SettingName = keyof Settings & keyof SettingsNode;

/** Each setting with its key in the documents. */
export const SETTING_KEYS: Readonly<Record<SettingName, string>> = {
  semantics: "semantics",
  resolution: "resolution",
  default: "default",
  missing: "missing",
  unknownAction: "unknown_action",
};
export const SETTING_NAMES = Object.keys(SETTING_KEYS) as readonly SettingName[];

export function effectiveSettings(policies: readonly PolicyDocument[], semantics?: Semantics): Settings {
  const written: Partial<Record<SettingName, string>> = {};
  for (const name of SETTING_NAMES) {
    const value = policies.find((policy) => policy.settings[name] !== undefined)?.settings[name]?.value;
    if (value !== undefined) written[name] = value;
  }
  const base = (semantics ?? written.semantics) === "actra-0.7" ? ACTRA_07_SETTINGS : DEFAULT_SETTINGS;
  return { ...base, ...(written as Partial<Settings>), semantics: base.semantics };
}
