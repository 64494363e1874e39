import { ANALYSIS_CODES } from "../../../src/diagnostics/catalogue/analysis.ts";
import { CHECK_CODES } from "../../../src/diagnostics/catalogue/check.ts";
import { EMIT_CODES } from "../../../src/diagnostics/catalogue/emit.ts";
import { GOVERNANCE_CODES } from "../../../src/diagnostics/catalogue/governance.ts";
import { LINT_CODES } from "../../../src/diagnostics/catalogue/lint.ts";
import { PARSE_CODES } from "../../../src/diagnostics/catalogue/parse.ts";
import { READ_CODES } from "../../../src/diagnostics/catalogue/read.ts";
import { TEST_CODES } from "../../../src/diagnostics/catalogue/test.ts";
import { CATALOGUE, type DiagnosticCode, type Page } from "../../../src/diagnostics/catalogue.ts";

// docs/diagnostics.md, from the catalogue.

/** In the order in which the compiler gets to them. */
export const SECTIONS: readonly [title: string, codes: Readonly<Record<string, Page>>][] = [
  ["Files and YAML", READ_CODES],
  ["The shape of documents", PARSE_CODES],
  ["What documents mean", CHECK_CODES],
  ["Governance", GOVERNANCE_CODES],
  ["Programs", EMIT_CODES],
  ["Lint", LINT_CODES],
  ["What is proved", ANALYSIS_CODES],
  ["Test files", TEST_CODES],
];

const HEAD = `# Diagnostics

<!-- written by tests/reference-pages.test.ts from src/diagnostics/catalogue/; run it with UPDATE=1 -->

Every finding has a code. \`actra check --explain CODE\` prints what stands here. An error keeps the policy from compiling; a warning does not,
and [can be suppressed](cli.md#lint) with a reason.
`;

export function diagnosticsPage(): string {
  const index = SECTIONS.map(([title, codes]) => `**${title}**: ${Object.keys(codes).map(link).join(", ")}`);
  const sections = SECTIONS.map(
    ([title, codes]) =>
      `## ${title}\n\n${Object.keys(codes)
        .map((code) => section(code as DiagnosticCode))
        .join("\n\n")}`,
  );
  return `${[HEAD, ...index.flatMap((line) => [line, ""]), ...sections.flatMap((text) => [text, ""])].join("\n").trimEnd()}\n`;
}

function link(code: string): string {
  return `[\`${code}\`](#${code})`;
}

function section(code: DiagnosticCode): string {
  const { severity, title, explanation, example, fix } = CATALOGUE[code];
  const lines = [`### ${code}`, "", `*${severity}*: ${title}.`, "", explanation, "", "```", example, "```"];
  if (fix !== undefined) lines.push("", `Fix: ${fix}`);
  return lines.join("\n");
}
