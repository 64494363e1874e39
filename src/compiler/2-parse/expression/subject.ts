import { didYouMean, oneOf } from "../../../diagnostics/suggest.ts";
import { DOMAINS, ITEM } from "../../../language/types.ts";
import type { Path } from "../../expression/syntax.ts";
import type { SubjectNode } from "../ast.ts";
import { FIELD_NAMING, isName } from "../names.ts";
import type { Parsing } from "../parsing.ts";

/** `action.customer.country` as the structured form has it. Whether the schema declares it is for the check. */
export function subjectOf({ names, span }: Path, parsing: Parsing): SubjectNode | undefined {
  const [first, ...rest] = names;
  const domain = ([...DOMAINS, ITEM] as const).find((known) => known === first!.value);
  if (domain === ITEM && rest.length === 0) return itemAlone(first!);
  if (domain === undefined) return refuseDomain(first!, rest.length, parsing);
  if (rest.length === 0) {
    const help = `write \`${domain}.\` and the field`;
    return parsing.report("bad-name", span, `\`${domain}\` is a domain, not a field`, help);
  }
  if (!rest.every((name) => isName(name.value, name.span, FIELD_NAMING, parsing))) return undefined;
  const field = rest.map((name) => name.value).join(".");
  // From the first name of the field to the last: they may stand on several lines.
  const place = Object.freeze({ ...rest[0]!.span, end: rest.at(-1)!.span.end });
  return Object.freeze({
    domain: Object.freeze({ value: domain, span: first!.span }),
    field: Object.freeze({ value: field, span: place }),
    isPath: true,
    span,
  });
}

/** Of a list of scalars. */
function itemAlone({ span }: Path["names"][number]): SubjectNode {
  const domain = Object.freeze({ value: ITEM, span });
  const field = Object.freeze({ value: "", span });
  return Object.freeze({ domain, field, isPath: true, span });
}

/** A word alone may be meant as text; before a dot it is the domain that is wrong. */
function refuseDomain({ value, span }: Path["names"][number], others: number, parsing: Parsing): undefined {
  const isAlone = others === 0;
  const help = isAlone ? (didYouMean(value, DOMAINS) ?? alone(value)) : oneOf(value, DOMAINS);
  return parsing.report(
    "unknown-word",
    span,
    `${isAlone ? "unknown name" : "unknown domain"} \`${value}\``,
    help,
  );
}

function alone(value: string): string {
  return `a field is written with its domain, \`action.${value}\`; text stands in quotes, \`"${value}"\``;
}
