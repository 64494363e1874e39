import { execFileSync } from "node:child_process";
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign as signByNode } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Actra as EngineActra, verifyProgram as verifyInEngine } from "../src/engine.ts";
import {
  Actra,
  type ActraSignatureError,
  generateSigningKeys,
  type PublicKeys,
  type SignatureKey,
  signProgram,
  type VerifiedProgram,
  verifyProgram,
} from "../src/index.ts";
import { ROOT } from "./support/pages/pages.ts";
import { allowed, compileRefund, refund } from "./support/refund.ts";

// What a signature of a program says, and what it takes to be believed.

const policy = compileRefund();
const bytes = policy.toBytes();
const keyId = "release-2026";
const keys = await generateSigningKeys();
const others = await generateSigningKeys();
const trusted: PublicKeys = { [keyId]: keys.publicKey };
const signed = await signProgram(bytes, { keyId, privateKey: keys.privateKey });

const der = (pem: string, isPublic: boolean) =>
  isPublic
    ? createPublicKey(pem).export({ format: "der", type: "spki" })
    : createPrivateKey(pem).export({ format: "der", type: "pkcs8" });
const jwk = (pem: string) =>
  pem.includes("PRIVATE")
    ? createPrivateKey(pem).export({ format: "jwk" })
    : createPublicKey(pem).export({ format: "jwk" });

/** The code of the error, or `loads`. */
async function codeOf(file: Uint8Array, publicKeys: PublicKeys = trusted): Promise<string> {
  try {
    Actra.load(await verifyProgram(file, publicKeys)).dispose();
    return "loads";
  } catch (error) {
    return (error as ActraSignatureError).code;
  }
}

/** The file with other bytes behind the program. */
function withTrailer(content: Uint8Array, kind = "SIGN"): Uint8Array {
  const length = new Uint8Array(new Uint32Array([content.length]).buffer);
  return new Uint8Array([...bytes, ...new TextEncoder().encode(kind), ...length, ...content]);
}

const trailerOf = (file: Uint8Array) => file.slice(bytes.length + 8);

describe("a signed program", () => {
  it("is verified, loads and decides, in both entries", async () => {
    const verified = await verifyProgram(signed, trusted);
    expect(verified.keyId).toBe(keyId);
    const loaded = Actra.load(verified);
    expect(loaded.evaluate(refund())).toEqual(allowed);
    expect(loaded.policyHash()).toBe(policy.policyHash());
    expect(EngineActra.load(await verifyInEngine(signed, trusted)).evaluate(refund())).toEqual(allowed);
  });

  it("loads as bytes too, where nobody asks for more", () => {
    expect(Actra.load(signed).evaluate(refund())).toEqual(allowed);
  });

  it("is the program, then the signature", () => {
    expect(signed.slice(0, bytes.length)).toEqual(bytes);
    const text = new TextDecoder().decode(signed.slice(-keyId.length));
    expect([text, signed.length]).toEqual([keyId, bytes.length + 8 + 64 + keyId.length]);
  });

  it("has what another implementation of Ed25519 makes of the documented message", () => {
    const message = Buffer.concat([Buffer.from(`Actra signed program\n${keyId}\n`), bytes]);
    const signature = signByNode(null, message, createPrivateKey(keys.privateKey));
    expect(Buffer.from(trailerOf(signed).slice(0, 64))).toEqual(signature);
  });

  it("may be signed anew, by another key", async () => {
    const again = await signProgram(signed, { keyId: "other", privateKey: others.privateKey });
    expect(await codeOf(again)).toBe("SIGNATURE_KEY_UNKNOWN");
    expect(await codeOf(again, { ...trusted, other: others.publicKey })).toBe("loads");
    expect(await signProgram(again, { keyId, privateKey: keys.privateKey })).toEqual(signed);
  });
});

describe("a file that is refused", () => {
  it("is not signed", async () => {
    expect(await codeOf(bytes)).toBe("SIGNATURE_MISSING");
  });

  it("is signed by a key that is not known, or by another of the same name", async () => {
    expect(await codeOf(signed, {})).toBe("SIGNATURE_KEY_UNKNOWN");
    expect(await codeOf(signed, { other: keys.publicKey })).toBe("SIGNATURE_KEY_UNKNOWN");
    expect(await codeOf(signed, { [keyId]: others.publicKey })).toBe("SIGNATURE_INVALID");
    await expect(verifyProgram(signed, {})).rejects.toMatchObject({
      name: "ActraSignatureError",
      keyId,
      message: "signed by the unknown key `release-2026`",
    });
  });

  it("names a key that every object has", async () => {
    for (const name of ["constructor", "__proto__", "toString"]) {
      const file = await signProgram(bytes, { keyId: name, privateKey: keys.privateKey });
      expect(await codeOf(file)).toBe("SIGNATURE_KEY_UNKNOWN");
      expect(await codeOf(file, Object.create({ [name]: keys.publicKey }))).toBe("SIGNATURE_KEY_UNKNOWN");
    }
  });

  it("is altered, whichever bit of it", async () => {
    for (let bit = 0; bit < signed.length * 8; bit += bit < 128 || bit > bytes.length * 8 ? 5 : 211) {
      const file = signed.slice();
      file[bit >> 3]! ^= 1 << (bit & 7);
      expect(await codeOf(file), `bit ${bit}`).toMatch(
        /^(SIGNATURE_(INVALID|MALFORMED|KEY_UNKNOWN)|PROGRAM_(FORMAT|VERSION))$/,
      );
    }
  });

  it("is altered with a checksum that fits: the signature says so", async () => {
    const stricter = Actra.compile({
      schema: "version: 1\nactions: { refund: { fields: { amount: number } } }",
      policy: "version: 1\nrules: []",
    }).toBytes();
    const forged = new Uint8Array([...stricter, ...signed.slice(bytes.length)]);
    expect(Actra.load(forged).policyHash()).not.toBe(policy.policyHash());
    expect(await codeOf(forged)).toBe("SIGNATURE_INVALID");
  });

  it("has the signature of another key's name", async () => {
    const file = withTrailer(
      new Uint8Array([...trailerOf(signed).slice(0, 64), ...Buffer.from("release-2027")]),
    );
    expect(await codeOf(file, { ...trusted, "release-2027": keys.publicKey })).toBe("SIGNATURE_INVALID");
  });

  it("has a trailer that is no signature", async () => {
    const signature = trailerOf(signed).slice(0, 64);
    const withId = (id: string | Uint8Array) =>
      withTrailer(new Uint8Array([...signature, ...Buffer.from(id)]));
    expect(await codeOf(withTrailer(new Uint8Array()))).toBe("SIGNATURE_MALFORMED");
    expect(await codeOf(withTrailer(signature))).toBe("SIGNATURE_MALFORMED");
    expect(await codeOf(withTrailer(signature.slice(0, 63)))).toBe("SIGNATURE_MALFORMED");
    expect(await codeOf(withTrailer(trailerOf(signed), "sign"))).toBe("SIGNATURE_MALFORMED");
    for (const id of ["a b", "a\n", "ä", "a".repeat(129), "a\u001b[31m", new Uint8Array([0xff])])
      expect(await codeOf(withId(id))).toBe("SIGNATURE_MALFORMED");
    expect(await codeOf(new Uint8Array([...signed, 0]))).toBe("PROGRAM_FORMAT");
    for (let length = bytes.length + 1; length < signed.length; length++)
      expect(await codeOf(signed.slice(0, length))).toBe("PROGRAM_FORMAT");
  });

  it("is no file at all", async () => {
    expect(await codeOf(new Uint8Array())).toBe("PROGRAM_FORMAT");
    for (const value of [undefined, null, "text", {}, [1], new ArrayBuffer(8)])
      await expect(verifyProgram(value as never, trusted)).rejects.toThrow(TypeError);
    for (const value of [undefined, null])
      await expect(verifyProgram(signed, value as never)).rejects.toThrow(TypeError);
  });

  it("is any bytes behind a program", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (content) => {
        expect(await codeOf(withTrailer(content))).toMatch(/^SIGNATURE_/);
      }),
      { numRuns: 200 },
    );
  });
});

describe("keys", () => {
  const handle = (pem: string, usage: "sign" | "verify") =>
    usage === "sign"
      ? crypto.subtle.importKey("pkcs8", der(pem, false), "Ed25519", false, [usage])
      : crypto.subtle.importKey("spki", der(pem, true), "Ed25519", false, [usage]);

  it("are taken in each form", async () => {
    const { privateKey, publicKey } = keys;
    const privateForms: SignatureKey[] = [
      privateKey,
      privateKey.replaceAll("\n", "\r\n"),
      new Uint8Array(der(privateKey, false).subarray(-32)),
      jwk(privateKey),
      await handle(privateKey, "sign"),
    ];
    for (const form of privateForms)
      expect(await signProgram(bytes, { keyId, privateKey: form })).toEqual(signed);
    const publicForms: SignatureKey[] = [
      publicKey,
      publicKey.replaceAll("\n", "\r\n"),
      `some words\n${publicKey}`,
      new Uint8Array(der(publicKey, true).subarray(-32)),
      jwk(publicKey),
      await handle(publicKey, "verify"),
    ];
    for (const form of publicForms) expect(await codeOf(signed, { [keyId]: form })).toBe("loads");
  });

  it("come from OpenSSL too", async () => {
    const { privateKey: pem, publicKey } = generateKeyPairSync("ed25519", {
      privateKeyEncoding: { format: "pem", type: "pkcs8" },
      publicKeyEncoding: { format: "pem", type: "spki" },
    });
    const file = await signProgram(bytes, { keyId: "openssl", privateKey: pem });
    expect(await codeOf(file, { openssl: publicKey })).toBe("loads");
  });

  it("that are none are refused by name, and not shown", async () => {
    const rsa = await crypto.subtle.generateKey(
      {
        name: "RSASSA-PKCS1-v1_5",
        modulusLength: 2048,
        publicExponent: new Uint8Array([1, 0, 1]),
        hash: "SHA-256",
      },
      true,
      ["sign", "verify"],
    );
    const wrong: unknown[] = [
      "",
      "secret-text",
      keys.privateKey,
      jwk(keys.privateKey),
      new Uint8Array(31),
      new Uint8Array(),
      { kty: "RSA" },
      {},
      null,
      7,
      rsa.publicKey,
      await handle(keys.privateKey, "sign"),
    ];
    for (const key of wrong) {
      const error = await outcomeOf(verifyProgram(signed, { [keyId]: key as never }));
      expect(error).toMatchObject({ code: "SIGNATURE_KEY_INVALID", keyId });
      expect(String(error)).not.toContain("secret");
    }
    for (const key of ["", keys.publicKey, new Uint8Array(31), rsa.privateKey, null])
      expect(await outcomeOf(signProgram(bytes, { keyId, privateKey: key as never }))).toMatchObject({
        code: "SIGNATURE_KEY_INVALID",
      });
  });

  it("have ids that fit into one line", async () => {
    for (const id of ["", "a b", "a\nb", "ä", "a".repeat(129), undefined, 7])
      await expect(signProgram(bytes, { keyId: id as never, privateKey: keys.privateKey })).rejects.toThrow(
        TypeError,
      );
  });

  it("sign nothing that is no program", async () => {
    const sign = (file: Uint8Array) => outcomeOf(signProgram(file, { keyId, privateKey: keys.privateKey }));
    expect(await sign(new Uint8Array(3))).toMatchObject({ code: "PROGRAM_FORMAT" });
    expect(await sign(bytes.slice(0, -1))).toMatchObject({ code: "PROGRAM_FORMAT" });
    expect(await sign(withTrailer(new Uint8Array(9), "NEXT"))).toMatchObject({ code: "PROGRAM_FORMAT" });
  });
});

const outcomeOf = (promise: Promise<unknown>) => promise.catch((error: unknown) => error);

describe("a runtime without Ed25519", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it.each([
    ["without WebCrypto", undefined],
    ["in a page without https", {}],
    ["with an older WebCrypto", { subtle: olderSubtle() }],
  ])("%s says so", async (_name, value) => {
    vi.stubGlobal("crypto", value);
    expect(await codeOf(signed)).toBe("SIGNATURE_UNSUPPORTED");
    const calls = [signProgram(bytes, { keyId, privateKey: keys.privateKey }), generateSigningKeys()];
    for (const call of calls) expect(await outcomeOf(call)).toMatchObject({ code: "SIGNATURE_UNSUPPORTED" });
  });

  /** The real one, asked for an algorithm that it does not have. */
  function olderSubtle() {
    const { subtle } = crypto;
    return {
      importKey: (
        format: "raw",
        data: Uint8Array<ArrayBuffer>,
        _algorithm: string,
        ...rest: [boolean, KeyUsage[]]
      ) => subtle.importKey(format, data, "Ed448-unknown", ...rest),
      generateKey: (_algorithm: string, ...rest: [boolean, KeyUsage[]]) =>
        subtle.generateKey("Ed448-unknown", ...rest),
    };
  }
});

describe("a verified program", () => {
  it("has a copy of its own", async () => {
    const file = signed.slice();
    const pending = verifyProgram(file, trusted);
    file.fill(0);
    const verified = await pending;
    expect(Actra.load(verified).evaluate(refund())).toEqual(allowed);
    expect(Object.keys(verified)).toEqual(["keyId"]);
    expect(Object.isFrozen(verified)).toBe(true);
  });

  it("is no other object, whatever it looks like", async () => {
    const verified = await verifyProgram(signed, trusted);
    const forged: unknown[] = [
      { keyId },
      { ...verified },
      Object.create(verified),
      Object.setPrototypeOf({ keyId }, Object.getPrototypeOf(verified)),
      structuredClone(verified),
      new Proxy(verified, {}),
      new (class extends (verified.constructor as ObjectConstructor) {})(),
      undefined,
      null,
      "text",
    ];
    for (const value of forged) expect(() => Actra.load(value as VerifiedProgram)).toThrow(TypeError);
  });
});

describe("requireSigned", () => {
  /** In a realm of its own, since nothing takes it back. */
  it("leaves verified programs alone to load, for good, in each copy of the package", async () => {
    const copy = join(ROOT, "build", `copy-${process.pid}.mjs`);
    await build({ entryPoints: [join(ROOT, "src/engine.ts")], bundle: true, format: "esm", outfile: copy });
    const script = `
      import { Actra, requireSigned, verifyProgram } from "./src/index.ts";
      import { Actra as Engine } from "./src/engine.ts";
      const signed = new Uint8Array(${JSON.stringify([...signed])});
      const bytes = signed.slice(0, ${bytes.length});
      const codeOf = (run) => { try { run(); return "loads"; } catch (error) { return error.code ?? error.name; } };
      const load = (file) => [codeOf(() => Actra.load(file)), codeOf(() => Engine.load(file))].join();
      const said = [load(bytes)];
      requireSigned();
      said.push(load(bytes), load(signed));
      const verified = await verifyProgram(signed, { ${JSON.stringify(keyId)}: ${JSON.stringify(keys.publicKey)} });
      said.push(load(verified), load({ keyId: verified.keyId }));
      requireSigned();
      const mark = Symbol.for("actra signed");
      said.push(codeOf(() => { "use strict"; delete globalThis[mark]; }), codeOf(() => Object.defineProperty(globalThis, mark, { value: false })), load(bytes));
      const copy = await import(${JSON.stringify(copy)});
      said.push(codeOf(() => copy.Actra.load(bytes)));
      console.log(said.join("; "));`;
    const printed = execFileSync(
      process.execPath,
      ["--import", "tsx", "--input-type=module", "--eval", script],
      {
        encoding: "utf8",
        cwd: ROOT,
      },
    );
    rmSync(copy);
    expect(printed.trim().split("; ")).toEqual([
      "loads,loads",
      "SIGNATURE_REQUIRED,SIGNATURE_REQUIRED",
      "SIGNATURE_REQUIRED,SIGNATURE_REQUIRED",
      "loads,loads",
      "TypeError,TypeError",
      "TypeError",
      "TypeError",
      "SIGNATURE_REQUIRED,SIGNATURE_REQUIRED",
      "SIGNATURE_REQUIRED",
    ]);
  });
});
