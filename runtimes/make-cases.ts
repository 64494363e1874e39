// The decision vectors and the recordings of Actra 0.7.8 → one JSON file, whose path is the argument. The recordings lie
// beside the repository and are not always there.

import { writeFileSync } from "node:fs";
import { Actra } from "../src/index.ts";
import { type RecordedCase, recorded } from "../tests/reference/conformance.ts";
import { casesOf } from "../tests/support/vectors/cases.ts";
import { sourcesOf } from "../tests/support/vectors/evaluators.ts";
import { type Group, readVectorFiles, type VectorFile } from "../tests/support/vectors/vector-file.ts";
import type { CaseGroup } from "./cases.ts";

type Uncompiled = Omit<CaseGroup, "program">;

const SEMANTICS = [undefined, "actra-0.7"] as const;

const groups = [
  ...readVectorFiles().flatMap((file) => file.groups.map((group) => ofVectors(file, group))),
  ...(recorded ?? []).flatMap((document) =>
    SEMANTICS.flatMap((semantics) => ofRecorded(document, semantics)),
  ),
];
writeFileSync(process.argv[2]!, json(groups.map(compiled)));

function ofVectors(file: VectorFile, group: Group): Uncompiled {
  const { semantics } = group;
  return {
    kind: "vector",
    name: `${file.path} › ${group.name}`,
    sources: sourcesOf(group),
    options: semantics === undefined ? {} : { semantics },
    inputs: casesOf(file, group).map(({ name, raw }) => ({ name, raw })),
  };
}

/** Documents that do not compile have nothing to decide. */
function ofRecorded(document: RecordedCase, semantics: (typeof SEMANTICS)[number]): Uncompiled[] {
  if (document.evaluations === undefined) return [];
  const group: Uncompiled = {
    kind: "recorded",
    name: `${document.name}${semantics ? ` (${semantics})` : ""}`,
    sources: { schema: document.schema_yaml, policy: document.policy_yaml },
    options: semantics === undefined ? {} : { semantics },
    inputs: document.evaluations.map(({ input }, index) => ({ name: String(index), raw: input })),
  };
  return [group];
}

function compiled(group: Uncompiled): CaseGroup {
  const bytes = Actra.compile(group.sources, group.options).toBytes();
  return { ...group, program: Buffer.from(bytes).toString("hex") };
}

/** JSON can say -0, and `JSON.stringify` does not. */
function json(value: unknown): string {
  const mark = "\0minus zero";
  const text = JSON.stringify(value, (_, part) => (Object.is(part, -0) ? mark : part));
  return text.replaceAll(JSON.stringify(mark), "-0");
}
