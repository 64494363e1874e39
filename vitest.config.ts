import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * Files that share a process read the sources once, and find them warm: that halves what small ones take. So they leave nothing
 * behind. A file that cannot promise that, or that measures what others would leave, stands here and has a process of its own.
 */
const ALONE = [
  // The memory that the machine of the process has taken.
  "tests/lifecycle.test.ts",
  "tests/soak/soak.test.ts",
  "tests/cost.test.ts",
  // Once something has stood in `Array.prototype`, V8 reads every array of that process the slow way.
  "tests/hostile-input.test.ts",
  "tests/runtime/pollution.test.ts",
  // Modules, loaded anew with a part of them replaced.
  "tests/patterns.test.ts",
];

/** What takes longest begins early: begun last, it would keep one core busy and the others waiting. */
const LONGEST = [
  "hostile-documents",
  "decide",
  "format/there-and-back",
  "hostile-program",
  "explain",
  "rule-index",
];

/** Files with a process of their own come first: between others they would end the processes that those share. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = ({ project, moduleId }: TestSpecification) => {
      if (project.config.isolate) return -1;
      const place = LONGEST.findIndex((name) => moduleId.endsWith(`tests/${name}.test.ts`));
      return place < 0 ? LONGEST.length : place;
    };
    return sorted.toSorted((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: "alone", include: ALONE } },
      {
        extends: true,
        test: {
          name: "sharing",
          include: ["tests/**/*.test.ts"],
          exclude: [...ALONE, "**/node_modules/**"],
          isolate: false,
        },
      },
    ],
    testTimeout: 120_000,
    pool: "forks",
    // vitest leaves one core free, which on two cores is half of them.
    maxWorkers: "100%",
    sequence: { sequencer: LongestFirst },
    // Node knows the names that CommonJS packages export; vitest's own way looks each up through a proxy at each use.
    deps: { interopDefault: false },
  },
});
