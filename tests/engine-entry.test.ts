/**
 * `actra/engine` as browsers and edge runtimes get it: one bundle that decides on compiled programs, with no YAML, no
 * compiler, nothing that only Node has, and nothing that makes code of strings.
 */
import { fileURLToPath } from "node:url";
import { createContext, Script } from "node:vm";
import { Worker } from "node:worker_threads";
import { build } from "esbuild";
import { beforeAll, describe, expect, it } from "vitest";
import { Actra } from "../src/index.ts";
import { compileRefund, refund, refundWith } from "./support/refund.ts";

interface Bundle {
  readonly code: string;
  /** Paths of the modules in it, from the repository's root. */
  readonly modules: readonly string[];
  readonly externals: readonly string[];
}

const root = fileURLToPath(new URL("..", import.meta.url));

async function bundle(entry: string): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    format: "iife",
    globalName: "engine",
    platform: "browser",
    external: ["node:*"],
    logLevel: "silent",
  });
  const imports = Object.values(metafile.inputs).flatMap((input) => input.imports);
  return {
    code: outputFiles[0]!.text,
    modules: Object.keys(metafile.inputs),
    externals: imports.flatMap(({ external, path }) => (external ? [path] : [])),
  };
}

const policy = compileRefund();
const bytes = policy.toBytes();
const fraud = refundWith(["snapshot", "fraud"], { value: true });
const wanted = {
  decisions: [policy.evaluate(refund()), policy.evaluate(fraud)],
  hash: policy.policyHash(),
  explanation: JSON.stringify(policy.explain(fraud)),
  // The whole text is `renderExplanation`, in `actra` alone.
  headline: String(policy.explain(fraud)).split("\n").at(0),
  needs: policy.needs("refund"),
  refused: "INPUT_TYPE action.amount",
  damaged: "PROGRAM_FORMAT",
  unavailable: ["UNAVAILABLE", "UNAVAILABLE", "UNAVAILABLE"],
  disposed: "POLICY_DISPOSED",
};

/** Runs after the bundle, in a world where `numbers` are the program's bytes; gives JSON. */
const USE = `(() => {
  const packed = Uint8Array.of(0x80);
  const codeOf = (run) => { try { run(); return "nothing"; } catch (error) { return error.code + (error.path ? " " + error.path : ""); } };
  const policy = engine.Actra.load(new Uint8Array(numbers));
  const refund = ${JSON.stringify(refund())};
  const fraud = ${JSON.stringify(fraud)};
  const bad = { ...refund, action: { ...refund.action, amount: "1" } };
  const result = {
    decisions: [policy.evaluate(refund), policy.evaluate(fraud)],
    hash: policy.policyHash(),
    explanation: JSON.stringify(policy.explain(fraud)),
    headline: String(policy.explain(fraud)),
    needs: policy.needs("refund"),
    refused: codeOf(() => policy.evaluate(bad)),
    damaged: codeOf(() => engine.Actra.load(new Uint8Array(3))),
    unavailable: [() => policy.toBytes(), () => policy.evaluatePacked(packed), () => policy.evaluatePackedMany(packed)].map(codeOf),
  };
  policy.dispose();
  return JSON.stringify({ ...result, disposed: codeOf(() => policy.evaluate(refund)) });
})()`;

let engine: Bundle;

beforeAll(async () => {
  engine = await bundle("src/engine.ts");
});

describe("the bundle", () => {
  it("has the engine's rooms and no others", () => {
    const rooms = engine.modules.filter((module) => /^(src|assembly)\//.test(module));
    expect(rooms.length).toBeGreaterThan(20);
    const allowed =
      /^(src\/(program|signing|machine|policy|language)\/|src\/(engine|errors)\.ts$|assembly\/shared\/)/;
    expect(rooms.filter((module) => !allowed.test(module))).toEqual([]);
    for (const room of [
      "src/compiler/",
      "src/files/",
      "src/diagnostics/",
      "src/machine/packed/",
      "src/policy/packed",
      "assembly/shared/packed.ts",
      "src/actra.ts",
      "src/program/encode.ts",
      "src/signing/sign-program.ts",
    ])
      expect(rooms.filter((module) => module.startsWith(room))).toEqual([]);
  });

  it("has no package in it", () => {
    expect(engine.modules.filter((module) => module.includes("node_modules/"))).toEqual([]);
  });

  it("asks for no module of the platform", () => {
    expect(engine.externals).toEqual([]);
    expect(engine.code).not.toMatch(/\brequire\s*\(/);
    for (const word of ["node:", "import(", "process.", "__dirname", "XMLHttpRequest", "fetch("])
      expect(engine.code, word).not.toContain(word);
  });

  it("makes no code of strings", () => {
    expect(engine.code).not.toMatch(/\beval\s*\(/);
    expect(engine.code).not.toMatch(/\bFunction\s*\(/);
    expect(engine.code).not.toMatch(/set(Timeout|Interval)\s*\(/);
  });

  // So that what is said above is about something: the whole package has all of it.
  it("is less than the whole package", async () => {
    const whole = await bundle("src/index.ts");
    expect(whole.modules.some((module) => module.includes("node_modules/yaml/"))).toBe(true);
    expect(whole.modules).toContain("src/compiler/compile.ts");
    expect(whole.externals).toContain("node:fs/promises");
  });
});

describe("the engine", () => {
  /** What ECMAScript itself has, and the few globals of the web that the engine needs; whatever else is asked for is noted. */
  function bareWorld(strings: boolean) {
    const asked: string[] = [];
    const world = { WebAssembly: undefined, TextEncoder, TextDecoder, numbers: [...bytes] };
    const strange = [
      "Buffer",
      "process",
      "require",
      "global",
      "console",
      "setTimeout",
      "fetch",
      "performance",
      "crypto",
    ];
    for (const name of strange) {
      const get = () => void asked.push(name);
      Object.defineProperty(world, name, { get, configurable: true });
    }
    // Left out, for the context to have its own.
    Reflect.deleteProperty(world, "WebAssembly");
    const context = createContext(world, { codeGeneration: { strings, wasm: true } });
    return { asked, run: (code: string) => new Script(code).runInContext(context) as unknown };
  }

  it("decides and explains in a world without Node, and without code made of strings", () => {
    const { asked, run } = bareWorld(false);
    expect(() => run("new Function('return 1')")).toThrow();
    expect(() => run("eval('1')")).toThrow();
    expect(run("typeof document + typeof window + typeof URL")).toBe("undefined".repeat(3));
    run(engine.code);
    expect(JSON.parse(run(USE) as string)).toEqual(wanted);
    expect(asked).toEqual([]);
  });

  it("does nothing when it is merely imported", () => {
    const { asked, run } = bareWorld(false);
    run("delete globalThis.WebAssembly");
    run(engine.code);
    expect(run("typeof engine.Actra.load")).toBe("function");
    expect(asked).toEqual([]);
    expect(() => run(USE)).toThrow();
  });

  it("keeps to itself: two of them in two worlds have two memories", () => {
    const worlds = [bareWorld(false), bareWorld(false)];
    for (const { run } of worlds) run(engine.code);
    for (const { run } of worlds) expect(JSON.parse(run(USE) as string)).toEqual(wanted);
  });

  it("decides in a worker", async () => {
    const code = `${engine.code}\nconst numbers = ${JSON.stringify([...bytes])};\nrequire("node:worker_threads").parentPort.postMessage(${USE});`;
    const worker = new Worker(code, { eval: true });
    const message = await new Promise((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", reject);
    });
    expect(JSON.parse(message as string)).toEqual(wanted);
    await worker.terminate();
  });

  it("decides in many workers by one program in memory that they share; what is written there later changes nothing", async () => {
    const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
    shared.set(bytes);
    const code = `${engine.code}
      const { parentPort, workerData } = require("node:worker_threads");
      const policy = engine.Actra.load(workerData);
      parentPort.on("message", (input) => parentPort.postMessage(policy.evaluate(input)));
      parentPort.postMessage("ready");`;
    const workers = [1, 2].map(() => new Worker(code, { eval: true, workerData: shared }));
    const told = (worker: Worker) =>
      new Promise((resolve, reject) => worker.once("message", resolve).once("error", reject));
    await Promise.all(workers.map(told));
    shared.fill(0);
    for (const worker of workers) {
      const answer = told(worker);
      worker.postMessage(refund());
      expect(await answer).toEqual(policy.evaluate(refund()));
      await worker.terminate();
    }
  });

  it("has the errors that it throws, and loads what the whole package wrote without debug information", async () => {
    const entry = await import("../src/engine.ts");
    expect(Object.keys(entry).sort()).toEqual([
      "Actra",
      "ActraError",
      "ActraInputError",
      "ActraProgramError",
      "ActraSignatureError",
      "requireSigned",
      "verifyProgram",
    ]);
    expect(Object.isFrozen(entry.Actra)).toBe(true);
    const loaded = entry.Actra.load(policy.toBytes({ debug: false }));
    expect(loaded.evaluate(refund())).toEqual(wanted.decisions[0]);
    expect(() => entry.Actra.load(new Uint8Array())).toThrow(entry.ActraProgramError);
    expect(() => loaded.evaluate({})).toThrow(entry.ActraInputError);
    expect(() => loaded.toBytes()).toThrow(entry.ActraError);
    expect(Actra.load(bytes).evaluate(refund())).toEqual(wanted.decisions[0]);
  });
});
