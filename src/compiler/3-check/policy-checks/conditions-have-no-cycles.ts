import type { PolicyContext } from "../context.ts";

/** A condition that is defined by itself, at once or by way of others, stands for nothing. */
export function conditionsHaveNoCycles({ definitions, reporter }: PolicyContext): void {
  for (const { definition, uses, isCut } of definitions.cycles) {
    const { value, span } = definition.name;
    const path = [value, ...uses.map(({ name }) => name.value), ...(isCut ? ["…", value] : [])];
    reporter.report({
      code: "condition-cycle",
      message: `condition \`${value}\` is defined by itself: ${path.map((name) => `\`${name}\``).join(" → ")}`,
      span,
      related: uses.map(({ name }, index) => ({
        message: `\`${path[index]}\` uses \`${name.value}\``,
        span: name.span,
      })),
    });
  }
}
