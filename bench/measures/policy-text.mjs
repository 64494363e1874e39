// A workload's policy as YAML in the long form, as people write it and `yaml` does.

import { createRequire } from "node:module";
import { policyOf } from "../translate/structured.mjs";

/** The root package's own dependency. */
export const yaml = createRequire(new URL("../../package.json", import.meta.url))("yaml");

export const policyText = (workload) => yaml.stringify(policyOf(workload));

/** What `yaml` takes for a text at the least: with the settings of the compiler, which are cheaper than its own. */
const settings = { schema: "failsafe", uniqueKeys: false, prettyErrors: false, logLevel: "silent" };

export const parseAlone = (text) => yaml.parseDocument(text, settings);
