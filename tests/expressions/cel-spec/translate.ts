import { parse } from "@bufbuild/cel";
import type { ParsedExpr } from "@bufbuild/cel-spec/cel/expr/syntax_pb.js";
import { leaveOut } from "./constructs.ts";
import type { Case } from "./suite.ts";
import { Fields, type Translation, WAYS } from "./translation.ts";
import { type Translated, Translator } from "./translator.ts";

// What Actra is asked for a case: in each of the ways there are.

/** Throws `NotApplicable`. */
export function translate({ test }: Case): readonly Translation[] {
  const tree = treeOf(test.expr);
  const [fields, literals] = WAYS.map((way) => new Translator(test, way).translate(tree));
  return [fields!, literals!, ...untouched(test, literals!)];
}

/** The suite's own text, where its value is always the same and can be compared with a field. */
function untouched({ expr }: Case["test"], { isConstant, result }: Translated): Translation[] {
  const isValue = isConstant && result.type !== "boolean" && result.type !== "duration";
  return isValue ? [{ fields: new Fields(), result: { text: `(${expr})`, type: result.type } }] : [];
}

function treeOf(expression: string): ParsedExpr {
  try {
    return parse(expression);
  } catch {
    return leaveOut("syntax");
  }
}
