import type { Node } from "../../compiler/1-read/node.ts";
import { Entries, type Shape } from "../../compiler/2-parse/entries.ts";
import { Parsing } from "../../compiler/2-parse/parsing.ts";
import { DOCUMENT_LIMITS } from "../../language/limits.ts";
import { DOMAINS } from "../../language/types.ts";
import type { FileContext } from "../test-context.ts";

const INPUT: Shape = { what: "an input", required: [], optional: DOMAINS };
const FIXTURE: Shape = { what: "a fixture", required: [], optional: DOMAINS };

/** Inputs and fixtures are maps of domains. What is in a domain may be anything: bad input can be tested, too. */
export function inputsAreInputs({ document, reporter }: FileContext): void {
  const parsing = new Parsing(DOCUMENT_LIMITS, reporter);
  const check = (node: Node, shape: Shape) => Entries.of(node, shape, parsing);
  for (const { value } of document.fixtures.values()) check(value, FIXTURE);
  for (const { input } of document.tests) if (input !== undefined) check(input, INPUT);
}
