import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";
import { CATALOGUE, type DiagnosticCode } from "../../diagnostics/catalogue.ts";
import type { Diagnostic, Fix } from "../../diagnostics/diagnostic.ts";
import type { Span } from "../../diagnostics/span.ts";
import { VERSION } from "../../version.ts";
import { regionOf } from "./region.ts";

/** Diagnostics as a log of SARIF 2.1.0, one run. Levels are the severities: `error` and `warning` are SARIF's words too. */
export function sarif(diagnostics: readonly Diagnostic[]): object {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].sort();
  const driver = { name: "Actra", version: VERSION, semanticVersion: VERSION, rules: codes.map(ruleOf) };
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver },
        columnKind: "utf16CodeUnits",
        results: diagnostics.map((diagnostic) => resultOf(diagnostic, codes)),
      },
    ],
  };
}

function ruleOf(code: DiagnosticCode): object {
  const { title, explanation, severity } = CATALOGUE[code];
  return {
    id: code,
    shortDescription: { text: title },
    fullDescription: { text: explanation },
    defaultConfiguration: { level: severity },
  };
}

function resultOf(diagnostic: Diagnostic, codes: readonly DiagnosticCode[]): object {
  const { code, severity, message, help, span, related = [], governanceRule, fix } = diagnostic;
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: severity,
    message: { text: help === undefined ? message : `${message}\nhelp: ${help}` },
    locations: span === undefined ? [] : [{ physicalLocation: locationOf(span) }],
    relatedLocations: related.map((each, id) => ({
      id,
      message: { text: each.message },
      physicalLocation: locationOf(each.span),
    })),
    ...(governanceRule !== undefined && { properties: { governance_rule: governanceRule } }),
    ...(fix && { fixes: [fixOf(fix)] }),
  };
}

function fixOf({ title, edits }: Fix): object {
  return {
    description: { text: title },
    artifactChanges: edits.map(({ span, text }) => {
      const { artifactLocation, region } = locationOf(span);
      return { artifactLocation, replacements: [{ deletedRegion: region, insertedContent: { text } }] };
    }),
  };
}

function locationOf(span: Span) {
  const { line, column, endLine, endColumn } = regionOf(span);
  return {
    artifactLocation: { uri: uriOf(span.source.path) },
    region: { startLine: line, startColumn: column, endLine, endColumn },
  };
}

/** Relative where the path is, so that it counts from the root of whoever reads it. */
function uriOf(path: string): string {
  return isAbsolute(path) ? pathToFileURL(path).href : path.split("/").map(encodeURIComponent).join("/");
}
