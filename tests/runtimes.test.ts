/** What `npm run test:runtimes` takes for a fault: the comparing, without any runtime. */
import { describe, expect, it } from "vitest";

const { faultsOf } = await import(new URL("../runtimes/compare.mjs", import.meta.url).href);

const HASHES = ["a".repeat(64), "b".repeat(64)];
const inputs = Array.from({ length: 3000 }, (_, i) => ({ name: String(i), raw: {} }));
const group = { kind: "vector", name: "plain", sources: { policy: "when: action.n > 1" }, inputs };
const asking = { ...group, name: "asking", sources: { policy: "pattern: '\\p{L}'" }, inputs: [] };
const groups = [group, asking];

const wanted = {
  cases: { vector: 3000, recorded: 0, hostile: 0 },
  otherPrograms: [] as string[],
  refusesStrings: false,
  texts: [HASHES[0], "one\nallow", "two\nblock"],
};

const faults = (change: object, runtime: object = {}) =>
  faultsOf({ ...wanted, ...change }, wanted, { groups, ...runtime });

describe("a runtime", () => {
  it("that answers as Node does has no fault", () => {
    expect(faults({})).toEqual([]);
    expect(faults({ refusesStrings: true }, { refusesStrings: true })).toEqual([]);
  });

  it("that answers otherwise has one, with both answers", () => {
    const [fault, ...more] = faults({ texts: [HASHES[0], "one\nallow", "two\nallow"] });
    expect(more).toEqual([]);
    expect(fault).toBe("answered\ntwo\nallow\ninstead of\ntwo\nblock");
  });

  it("that does not come to all vectors, or all answers, has one", () => {
    expect(faults({ cases: { vector: 2999, recorded: 0, hostile: 1 } })).toEqual(["2999 of 3000 vectors"]);
    expect(faults({ texts: wanted.texts.slice(0, 2) })).toEqual(["2 of 3 answers"]);
  });

  it("that comes to fewer cases than there have to be has one", () => {
    const few = { cases: { vector: 0, recorded: 0, hostile: 2999 } };
    expect(faultsOf({ ...wanted, ...few }, wanted, { groups: [asking] })).toEqual([
      "2999 cases, fewer than 3000",
    ]);
  });

  it("that compiles to another program has one, but for the Unicode of patterns", () => {
    expect(faults({ otherPrograms: ["plain"] })).toEqual(["plain: compiled to another program than in Node"]);
    expect(faults({ otherPrograms: ["asking"] })).toEqual([]);
  });

  it("that has another hash has one, where the program is the same", () => {
    const texts = [HASHES[1], ...wanted.texts.slice(1)];
    expect(faults({ texts })).toEqual(["1 hashes are others than in Node"]);
    expect(faults({ texts, otherPrograms: ["asking"] })).toEqual([]);
  });

  it("that makes code of strings where it may not has one", () => {
    expect(faults({}, { refusesStrings: true })).toEqual(["makes code of strings, which it should refuse"]);
  });
});
