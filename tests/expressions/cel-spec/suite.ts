import type { SimpleTest } from "@bufbuild/cel-spec/cel/expr/conformance/test/simple_pb.js";
import { getConformanceSuite, type IncrementalTestSuite } from "@bufbuild/cel-spec/testdata/tests.js";

// CEL's own conformance suite as a list: each case by its place, such as `string/size/empty`.

export interface Case {
  readonly name: string;
  readonly test: SimpleTest;
}

export function allCases(): readonly Case[] {
  return casesOf(getConformanceSuite(), "");
}

function casesOf({ suites, tests }: IncrementalTestSuite, place: string): Case[] {
  const own = tests.map(({ name, original }) => ({ name: `${place}${name}`, test: original }));
  return [...own, ...suites.flatMap((suite) => casesOf(suite, `${place}${suite.name}/`))];
}
