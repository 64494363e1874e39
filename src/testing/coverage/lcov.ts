import type { AtomCoverage, PolicyCoverage, RuleCoverage } from "../../policy/coverage/coverage.ts";

// Coverage in the format of lcov's tracefiles (geninfo(1)): a rule is a function, hit when it matched; what an atom can
// come to, and each alternative of a list, is a branch. A line is hit when anything on it was tried.

export function coverageLcov({ rules, atoms }: PolicyCoverage): string {
  const paths = [...new Set([...rules, ...atoms].map(({ place }) => place.path))];
  return paths
    .map((path) =>
      fileRecord(
        path,
        rules.filter(({ place }) => place.path === path),
        atoms.filter(({ place }) => place.path === path),
      ),
    )
    .join("");
}

function fileRecord(path: string, rules: readonly RuleCoverage[], atoms: readonly AtomCoverage[]): string {
  const branches = branchesOf(atoms);
  const lines = linesOf(rules, atoms);
  const hit = (counts: readonly number[]) => counts.filter((count) => count > 0).length;
  const matched = rules.map((rule) => rule.matched);
  const taken = branches.map((branch) => branch.taken);
  return [
    "TN:",
    `SF:${oneLine(path)}`,
    ...rules.map(({ id, place }) => `FN:${place.line},${id}`),
    ...rules.map((rule) => `FNDA:${rule.matched},${rule.id}`),
    `FNF:${rules.length}`,
    `FNH:${hit(matched)}`,
    ...branches.map(({ line, block, branch, judged, taken }) => {
      return `BRDA:${line},${block},${branch},${judged ? taken : "-"}`;
    }),
    `BRF:${branches.length}`,
    `BRH:${hit(taken)}`,
    ...lines.map(([line, count]) => `DA:${line},${count}`),
    `LF:${lines.length}`,
    `LH:${hit(lines.map(([, count]) => count))}`,
    "end_of_record",
    "",
  ].join("\n");
}

interface Branch {
  readonly line: number;
  /** Atoms of a line, by number. */
  readonly block: number;
  /** True, false, then the alternatives. */
  readonly branch: number;
  readonly judged: boolean;
  readonly taken: number;
}

function branchesOf(atoms: readonly AtomCoverage[]): Branch[] {
  const blocks = new Map<number, number>();
  return atoms.flatMap((atom) => {
    const { line } = atom.place;
    const block = blocks.get(line) ?? 0;
    blocks.set(line, block + 1);
    const counts = [atom.true, atom.false, ...(atom.alternatives ?? []).map(({ met }) => met)];
    const judged = judgedTimes(atom) > 0;
    return counts.map((taken, branch) => ({ line, block, branch, judged, taken }));
  });
}

/** By line, the most that anything on it was judged, and a rule that it matched. */
function linesOf(
  rules: readonly RuleCoverage[],
  atoms: readonly AtomCoverage[],
): (readonly [number, number])[] {
  const lines = new Map<number, number>();
  const add = (line: number, count: number) => lines.set(line, Math.max(lines.get(line) ?? 0, count));
  for (const { place, matched } of rules) add(place.line, matched);
  for (const atom of atoms) add(atom.place.line, judgedTimes(atom));
  return [...lines].sort(([a], [b]) => a - b);
}

function judgedTimes(atom: AtomCoverage): number {
  return atom.true + atom.false + atom.unknown;
}

function oneLine(path: string): string {
  return path.replace(/[\r\n]/g, "?");
}
