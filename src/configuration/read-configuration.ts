import { read } from "../compiler/1-read/read.ts";
import { Parsing } from "../compiler/2-parse/parsing.ts";
import { withSlashes } from "../compiler/sources.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { Reporter } from "../diagnostics/reporter.ts";
import type { Source } from "../diagnostics/span.ts";
import { disk } from "../files/disk.ts";
import { type Finder, readSource } from "../files/source-file.ts";
import { stemOf, yamlFiles } from "../files/spelling.ts";
import { DOCUMENT_LIMITS } from "../language/limits.ts";
import { type Configuration, NO_CONFIGURATION } from "./configuration.ts";
import { parseConfiguration } from "./parse-configuration.ts";

export interface ReadConfiguration {
  readonly configuration: Configuration;
  /** Errors: with one, the configuration is none to go by. Their paths start in the directory. */
  readonly diagnostics: readonly Diagnostic[];
}

const STEM = "actra.config";

/** `actra.config.yaml` (or `.yml`) of a policy directory; where there is none, nothing is configured. Never rejected for what is in it. */
export async function readConfiguration(directory: string): Promise<ReadConfiguration> {
  const { readdir } = await disk();
  const root = withSlashes(directory).replace(/\/*$/, "/");
  const finder: Finder = { root, limits: DOCUMENT_LIMITS, findings: [] };
  const names = await readdir(directory).catch(() => []);
  const own = (name: string) => (stemOf(name) === STEM ? STEM : undefined);
  const [name] = yamlFiles(names, "", finder, own);
  const source = name === undefined ? undefined : await readSource(name, finder);
  const reporter = new Reporter();
  for (const finding of finder.findings) reporter.report(finding);
  return {
    configuration: source ? configurationIn(source, reporter) : NO_CONFIGURATION,
    diagnostics: reporter.diagnostics,
  };
}

function configurationIn(source: Source, reporter: Reporter): Configuration {
  const root = read(source, DOCUMENT_LIMITS, reporter);
  if (root === undefined) return NO_CONFIGURATION;
  return parseConfiguration(root, new Parsing(DOCUMENT_LIMITS, reporter));
}
