import type { Configuration } from "../../configuration/configuration.ts";
import { readConfiguration } from "../../configuration/read-configuration.ts";
import { BadDocuments } from "../wrong-use.ts";
import { located } from "./located.ts";

/**
 * What the `actra.config.yaml` of a policy directory says.
 *
 * @throws BadDocuments
 */
export async function configurationOf(directory: string): Promise<Configuration> {
  const { configuration, diagnostics } = await readConfiguration(directory);
  if (diagnostics.length > 0) throw new BadDocuments(located(diagnostics, directory));
  return configuration;
}
