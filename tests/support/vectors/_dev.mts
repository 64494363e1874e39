import { isDeepStrictEqual } from "node:util";
import { prepare } from "../../reference/reference.ts";
import { casesOf } from "./cases.ts";
import { allPairings, shownBy } from "./pairings.ts";
import { readVectorFiles } from "./vector-file.ts";

let n = 0,
  bad = 0;
const shown = new Set<string>();
for (const f of readVectorFiles()) {
  let k = 0;
  for (const g of f.groups) {
    const ref = prepare(g.schema, g.policies, g.semantics ? { semantics: g.semantics } : {});
    for (const t of g.tests)
      for (const c of casesOf(f, t)) {
        n++;
        k++;
        const a = ref.decide(c.makeInput()) as any;
        const o = a.error ? a : (({ matched_rule: rule, ...rest }: any) => ({ rule, ...rest }))(a.decision);
        const w = c.expect.error || o.error ? c.expect : { rule: o.rule, ...c.expect };
        if (!isDeepStrictEqual(o, w)) {
          bad++;
          console.log(
            f.path,
            "›",
            g.name,
            "›",
            c.name,
            "\n   expected",
            JSON.stringify(w),
            "\n   actual  ",
            JSON.stringify(o),
          );
        }
        const type = (c.raw as any)?.action?.type;
        const s = typeof type === "string" ? shownBy(g, type, c.expect) : undefined;
        if (s) shown.add(`${s.pairing}: ${s.truth}`);
      }
  }
  console.log(f.path, k);
}
console.log(n, "cases", bad, "differ");
console.log(
  "not shown",
  allPairings()
    .flatMap((p) => [`${p}: true`, `${p}: false`])
    .filter((x) => !shown.has(x)),
);
