import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { proveInvariants } from "../../src/analysis.ts";
import {
  Actra,
  ActraRuntime,
  type DiskSourceOptions,
  diskSource,
  memorySource,
  verifyProgram,
} from "../../src/index.ts";
import { marksOf } from "../../src/sources/marks.ts";
import { atEnd, compiled, keys, limitOf, policyText, program, signed, until } from "./fixture.ts";

const root = mkdtempSync(join(tmpdir(), "actra-source-"));
afterAll(() => rmSync(root, { recursive: true }));
const silent = { onError: () => {} };

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "good",
    (error: { code: string }) => error.code,
  );

describe("a memory source", () => {
  it("takes what it is handed, and keeps the last good one", async () => {
    const source = memorySource({ load: Actra.load, ...silent });
    expect(() => source.policy).toThrow(expect.objectContaining({ code: "SOURCE_NOT_READY" }));
    await source.set(program(10));
    const runtime = new ActraRuntime(compiled(1000));
    source.drive(runtime);
    expect(limitOf(runtime.policy)).toBe(10);
    expect(await codeOf(source.set(new Uint8Array(3)))).toBe("PROGRAM_FORMAT");
    expect(await codeOf(source.set(undefined as never))).not.toBe("good");
    expect(limitOf(runtime.policy)).toBe(10);
    expect(source.status()).toMatchObject({ state: "running", failures: 2 });
    await source.set(compiled(100));
    expect(limitOf(runtime.policy)).toBe(100);
    expect(source.status().failures).toBe(0);
    await source.set(await verifyProgram(await signed(1), keys));
    expect(limitOf(runtime.policy)).toBe(1);
  });

  it("takes what is signed by its own keys alone, whoever has looked at it", async () => {
    const source = memorySource({ load: Actra.load, keys, ...silent });
    expect(await codeOf(source.set(program(10)))).toBe("SIGNATURE_MISSING");
    expect(await codeOf(source.set(compiled(10)))).toBe("SIGNATURE_MISSING");
    const verified = await verifyProgram(await signed(10), keys);
    await source.set(verified);
    expect(source.status().keyId).toBe("release");
    const other = memorySource({ load: Actra.load, keys: { other: keys.release }, ...silent });
    expect(await codeOf(other.set(verified))).toBe("SIGNATURE_KEY_UNKNOWN");
  });

  it("takes several one after the other, and the last one decides", async () => {
    const source = memorySource({ load: Actra.load, keys, ...silent });
    const sets = [await signed(1), program(1), await signed(10), await signed(100)].map((each) =>
      codeOf(source.set(each)),
    );
    expect(await Promise.all([...sets, codeOf(source.refresh())])).toEqual([
      "good",
      "SIGNATURE_MISSING",
      "good",
      "good",
      expect.any(String),
    ]);
    expect(limitOf(source.policy)).toBe(100);
  });

  it("is not changed by who still holds the bytes", async () => {
    const source = memorySource({ load: Actra.load, ...silent });
    const bytes = program(10);
    const setting = source.set(bytes);
    bytes.fill(0);
    expect(["good", "PROGRAM_FORMAT"]).toContain(await codeOf(setting));
    const kept = program(100);
    await source.set(kept);
    kept.fill(0);
    expect(limitOf(source.policy)).toBe(100);
  });

  it("starts with what it has", async () => {
    const source = memorySource({ load: Actra.load, initial: program(10), ...silent });
    atEnd(() => source.stop());
    expect(limitOf(await source.start())).toBe(10);
  });
});

describe("a disk source", () => {
  const schema = "version: 1\nactions: { refund: { fields: { amount: number } } }\n";
  const folder = (name: string, limit: number) => {
    const path = join(root, name);
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, "schema.yaml"), schema);
    writeFileSync(join(path, "policy.yaml"), policyText(limit));
    return path;
  };
  const source = (path: string, options: DiskSourceOptions = {}) => {
    const made = diskSource(path, {
      settleMs: 20,
      maxBackOffMs: 50,
      startTimeoutMs: 100,
      ...silent,
      ...options,
    });
    atEnd(() => made.stop());
    return made;
  };

  it("hears of changes of a policy directory", async () => {
    const path = folder("watched", 10);
    const policies = source(path, { intervalMs: 100_000 });
    expect(limitOf(await policies.start())).toBe(10);
    await new Promise((done) => setTimeout(done, 100));
    writeFileSync(join(path, "policy.yaml"), policyText(100));
    await until(() => limitOf(policies.policy) === 100);
  });

  it("keeps the last good one while the files are wrong", async () => {
    const path = folder("broken", 10);
    const policies = source(path, { intervalMs: 20 });
    await policies.start();
    writeFileSync(join(path, "policy.yaml"), "version: 1\nrules: [");
    await until(() => policies.status().failures > 1);
    expect(policies.status()).toMatchObject({ state: "running", error: { code: "COMPILE_FAILED" } });
    expect(limitOf(policies.policy)).toBe(10);
    rmSync(path, { recursive: true });
    await until(() => policies.status().error?.code === "SOURCE_UNREACHABLE");
    expect(limitOf(policies.policy)).toBe(10);
    folder("broken", 1);
    await until(() => limitOf(policies.policy) === 1);
  });

  it("sees a directory that takes the place of another, and compiles nothing while nothing changes", async () => {
    const link = join(root, "current");
    symlinkSync(folder("one", 10), link);
    const policies = source(link, { intervalMs: 20 });
    const policy = await policies.start();
    const looks = policies.status().requestedAt!;
    await until(() => policies.status().requestedAt! > looks + 50);
    expect(policies.policy).toBe(policy);
    symlinkSync(folder("two", 100), `${link}.next`);
    renameSync(`${link}.next`, link);
    await until(() => limitOf(policies.policy) === 100);
  });

  it("takes no policy of two halves: it waits until the files have come to rest", async () => {
    const path = folder("busy", 10);
    const errors: unknown[] = [];
    const onError = (error: unknown) => void errors.push(error);
    const policies = source(path, { intervalMs: 10, settleMs: 60, timeoutMs: 2000, onError });
    await policies.start();
    const seen = new Set<number>();
    const end = Date.now() + 300;
    while (Date.now() < end) {
      writeFileSync(join(path, "policy.yaml"), Math.random() < 0.5 ? policyText(1) : "version: 1\nrules: [");
      seen.add(limitOf(policies.policy));
      await new Promise((done) => setTimeout(done, 15));
    }
    writeFileSync(join(path, "policy.yaml"), policyText(100));
    await until(() => limitOf(policies.policy) === 100);
    expect([...seen]).toEqual([10]);
    expect(errors).toEqual([]);
  });

  it("ends its look at links that loop, and at what nobody waits for", async () => {
    const path = folder("looping", 10);
    mkdirSync(join(path, "policies"));
    for (const name of ["one", "two"]) symlinkSync(".", join(path, "policies", name));
    expect(limitOf(await source(path).start())).toBe(10);
    const marks = await marksOf(path, new AbortController().signal);
    expect(marks).toContain("policies/two");
    expect(marks).not.toContain("policies/two/");
    expect(marks).toContain("policy.yaml");
    expect(await marksOf(path, AbortSignal.abort())).toBe("");
  });

  it("sees changes of all that a policy is read from, however deep, and of nothing else", async () => {
    const path = folder("deep", 10);
    mkdirSync(join(path, "policies/one/two"), { recursive: true });
    mkdirSync(join(path, "node_modules/one"), { recursive: true });
    const marks = () => marksOf(path, new AbortController().signal);
    const before = await marks();
    writeFileSync(join(path, "node_modules/one/a.yaml"), "x");
    expect(await marks()).toBe(before);
    writeFileSync(join(path, "policies/one/two/a.yaml"), "x");
    expect(await marks()).not.toBe(before);
  });

  it("compiles as it is told to, so that invariants are proved", async () => {
    const path = folder("governed", 10);
    const governance = `version: 1
governance: { rules: [{ id: large, applies_to: { actions: [refund] }, must: { decide: block, whenever: action.amount > 1000 }, error: large refunds are not looked at }] }
`;
    writeFileSync(join(path, "governance.yaml"), governance);
    const codesOf = ({ diagnostics }: { diagnostics: { code: string }[] }) =>
      diagnostics.map(({ code }) => code);
    const unproved = await source(path)
      .start()
      .catch(({ cause }) => cause);
    expect(codesOf(unproved)).toEqual(["invariants-not-proved"]);
    const policies = source(path, { compile: { invariants: proveInvariants }, intervalMs: 20 });
    expect(limitOf(await policies.start())).toBe(10);
    writeFileSync(join(path, "policy.yaml"), policyText(100_000));
    await until(() => policies.status().error?.code === "COMPILE_FAILED");
    expect(limitOf(policies.policy)).toBe(10);
    const wrong = { compile: { invariant: proveInvariants } } as never;
    expect(() => diskSource(path, wrong)).toThrow(TypeError);
  });

  it("takes a program file, signed where there are keys", async () => {
    const path = join(root, "access.actra");
    writeFileSync(path, await signed(10));
    const policies = source(path, { keys, intervalMs: 20, maxBytes: 10_000 });
    expect(limitOf(await policies.start())).toBe(10);
    writeFileSync(path, program(1));
    await until(() => policies.status().error?.code === "SIGNATURE_MISSING");
    writeFileSync(path, new Uint8Array(10_001));
    await until(() => policies.status().error?.code === "SOURCE_TOO_LARGE");
    expect(limitOf(policies.policy)).toBe(10);
    writeFileSync(path, await signed(100));
    await until(() => limitOf(policies.policy) === 100);
  });

  it("takes no directory where there are keys, and begins with nothing where there is nothing", async () => {
    const unsigned = source(folder("unsigned", 10), { keys });
    expect(await unsigned.start().catch(({ cause }) => cause.code)).toBe("SIGNATURE_MISSING");
    const missing = source(join(root, "missing"));
    expect(await missing.start().catch(({ cause }) => cause.code)).toBe("SOURCE_UNREACHABLE");
    expect(() => diskSource("")).toThrow(TypeError);
    expect(() => diskSource(root, { settle: 1 } as never)).toThrow(TypeError);
  });
});
