import { sameKey, type Variables } from "./build-variables.ts";
import { ALL, type Diagram, type Diagrams } from "./diagrams.ts";

/** Fields are equal only within one cell, always where it has one value, and as equality goes. */
export function equalities(variables: Variables, diagrams: Diagrams): Diagram {
  const rules: Diagram[] = [...variables.same.values()].map(({ level, left, right }) => {
    const same = diagrams.test(level, 2, (index) => index === 1);
    const different = diagrams.not(same);
    return diagrams.choose(left.level, left.size, (i) =>
      diagrams.choose(right.level, right.size, (j) => {
        const cell = left.cells[i];
        if (cell === undefined || cell !== right.cells[j]) return different;
        return cell.kind === "value" ? same : ALL;
      }),
    );
  });
  for (const group of variables.groups) rules.push(...transitive(group, variables, diagrams));
  return diagrams.all(rules);
}

function transitive(group: readonly string[], variables: Variables, diagrams: Diagrams): Diagram[] {
  const same = (a: string, b: string) => {
    const { level } = variables.same.get(sameKey(a, b))!;
    return diagrams.test(level, 2, (index) => index === 1);
  };
  const [first, second] = group;
  if (group.length < 3 || !variables.same.has(sameKey(first!, second!))) return [];
  return group.flatMap((a) =>
    group.flatMap((b) =>
      group
        .filter((c) => new Set([a, b, c]).size === 3)
        .map((c) => diagrams.not(diagrams.all([same(a, b), same(b, c), diagrams.not(same(a, c))]))),
    ),
  );
}
