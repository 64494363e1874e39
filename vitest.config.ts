import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes longest begins first: begun last, it would keep one core busy and the others waiting. */
const LONGEST = ["decide", "reading", "monotone", "hostile-program", "hostile-documents"];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification) => {
      const place = LONGEST.findIndex((name) => moduleId.endsWith(`tests/${name}.test.ts`));
      return place < 0 ? LONGEST.length : place;
    };
    return sorted.toSorted((a, b) => rank(a) - rank(b));
  }
}

/** Files that leave nothing behind share a process: loading the sources anew for each takes as long as some of them. */
const SHARING = [
  "tests/automaton/**/*.test.ts",
  "tests/expressions/**/*.test.ts",
  "tests/format/**/*.test.ts",
  "tests/runtime/**/*.test.ts",
];

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: "sharing", include: SHARING, isolate: false } },
      {
        extends: true,
        test: { name: "alone", include: ["tests/**/*.test.ts"], exclude: [...SHARING, "**/node_modules/**"] },
      },
    ],
    testTimeout: 120_000,
    pool: "forks",
    // vitest leaves one core free, which on two cores is half of them.
    maxWorkers: "100%",
    sequence: { sequencer: LongestFirst },
  },
});
