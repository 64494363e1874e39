import { DOMAINS, ITEM, type QuantifierName } from "../../../language/types.ts";
import type { Call, Path, Syntax, Word } from "../../expression/syntax.ts";
import type { ConditionNode, QuantifierNode, SubjectNode } from "../ast.ts";
import { frozen } from "../frozen.ts";
import { isName, VARIABLE_NAMING } from "../names.ts";
import type { Parsing } from "../parsing.ts";
import { subjectOf } from "./subject.ts";

// `action.lines.exists(line, line.price > 100)`. The variable is another word for the domain `item` of the structured form,
// and becomes that before anything else is made of the condition.

/** For whoever asks about the items of items. */
const NESTED = "quantifiers do not nest: ask of one list, or join two conditions by `&&`";

/** Words that CEL keeps for itself. */
const RESERVED =
  /^(as|break|const|continue|else|false|for|function|if|import|in|let|loop|namespace|null|package|return|true|var|void|while)$/;

const MACROS: Readonly<Record<string, QuantifierName>> = { exists: "any_item", all: "all_items" };

export function quantifierName({ receiver, name }: Call): QuantifierName | undefined {
  return receiver && Object.hasOwn(MACROS, name.value) ? MACROS[name.value] : undefined;
}

/** The macro of a quantifier. */
export function macroOf(kind: QuantifierName): string {
  return Object.keys(MACROS).find((name) => MACROS[name] === kind)!;
}

/** @param toCondition makes a condition of what it is asked of each item */
export function quantifierOf(
  kind: QuantifierName,
  call: Call,
  parsing: Parsing,
  toCondition: (syntax: Syntax, parsing: Parsing) => ConditionNode | undefined,
): QuantifierNode | undefined {
  const [variable, body, ...rest] = call.arguments;
  if (variable === undefined || body === undefined || rest.length > 0) return refuseCount(call, parsing);
  const name = variableOf(variable, parsing);
  const list = listOf(call, parsing);
  const renamed = name && bodyOf(body, name.value, parsing);
  const where = renamed && toCondition(renamed, parsing);
  return list && where && frozen<QuantifierNode>({ kind, list, where, span: call.span });
}

function refuseCount({ name: { value }, span, arguments: given }: Call, parsing: Parsing): undefined {
  const message = `\`${value}\` takes a variable and a condition, not ${given.length} argument${given.length === 1 ? "" : "s"}`;
  return parsing.report("expression-mismatch", span, message, `write \`path.${value}(x, x.field == 1)\``);
}

function listOf({ receiver, name }: Call, parsing: Parsing): SubjectNode | undefined {
  if (receiver?.kind === "path") return subjectOf(receiver, parsing);
  const message = `\`${name.value}\` looks into a list, and this is none`;
  return parsing.report("expression-mismatch", receiver!.span, message, "write the path of a list");
}

/** One name that means nothing else: whoever reads `action.amount` has to be sure what it is. */
function variableOf(syntax: Syntax, parsing: Parsing): Word | undefined {
  const [name, ...rest] = syntax.kind === "path" ? syntax.names : [];
  if (name === undefined || rest.length > 0)
    return parsing.report(
      "expression-mismatch",
      syntax.span,
      "the variable is no name",
      "write a name, as in `x`",
    );
  if ((DOMAINS as readonly string[]).includes(name.value))
    return parsing.report("expression-mismatch", name.span, `\`${name.value}\` is a domain, and no variable`);
  if (RESERVED.test(name.value))
    return parsing.report(
      "expression-mismatch",
      name.span,
      `\`${name.value}\` is a reserved word, and no variable`,
    );
  return isName(name.value, name.span, VARIABLE_NAMING, parsing) ? name : undefined;
}

function bodyOf(body: Syntax, variable: string, parsing: Parsing): Syntax | undefined {
  const before = parsing.errors;
  const renamed = withItem(body, variable, parsing);
  return parsing.errors > before ? undefined : renamed;
}

/** The syntax with `item` in place of the variable, wherever a path begins with it. A macro inside would have one of its own. */
function withItem<T>(syntax: T, variable: string, parsing: Parsing): T {
  if (typeof syntax !== "object" || syntax === null) return syntax;
  if (Array.isArray(syntax)) return syntax.map((part) => withItem(part, variable, parsing)) as T;
  const { kind } = syntax as unknown as Syntax;
  if (kind === "path") return itemPath(syntax as unknown as Path, variable, parsing) as T;
  if (kind === "call" && quantifierName(syntax as unknown as Call))
    return refuseNested(syntax as unknown as Call, parsing) as T;
  const parts = Object.entries(syntax).map(([key, part]) => [
    key,
    key === "span" ? part : withItem(part, variable, parsing),
  ]);
  return Object.fromEntries(parts);
}

function refuseNested({ name }: Call, parsing: Parsing): undefined {
  return parsing.report(
    "nested-items",
    name.span,
    `\`${name.value}\` cannot stand inside another quantifier`,
    NESTED,
  );
}

function itemPath(path: Path, variable: string, parsing: Parsing): Path {
  const [first, ...rest] = path.names as [Word, ...Word[]];
  if (first.value === variable) return { ...path, names: [{ ...first, value: ITEM }, ...rest] };
  if (first.value === ITEM)
    parsing.report(
      "unknown-word",
      first.span,
      "unknown domain `item`",
      `the variable here is \`${variable}\``,
    );
  return path;
}
