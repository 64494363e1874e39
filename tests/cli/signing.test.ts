import { createPrivateKey, createPublicKey } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { Actra, verifyProgram } from "../../src/index.ts";
import { newFolder, policyFolder, SMALL } from "../support/cli/folders.ts";
import { actra } from "../support/cli/in-process.ts";

// Keys, signatures and what holds of them, from the command line.

const access = policyFolder();
const folder = newFolder();
const at = (name: string) => join(folder, name);
const secret = at("release.private.pem");
const open = at("release.public.pem");
const program = at("access.actra");
const signed = at("signed.actra");

beforeAll(async () => {
  await actra(["keygen", at("release")]);
  await actra(["keygen", at("other")]);
  await actra(["compile", access, "-o", program]);
  await actra(["sign", program, "--key", secret, "-o", signed]);
});

describe("keygen", () => {
  it("writes a pair of keys, the secret one for its owner alone", () => {
    expect(statSync(secret).mode & 0o777).toBe(0o600);
    const derived = createPublicKey(readFileSync(secret, "utf8")).export({ format: "pem", type: "spki" });
    expect(readFileSync(open, "utf8")).toBe(derived);
  });

  it("says which, and shows no secret", async () => {
    const { code, out } = await actra(["keygen", at("shown"), "--format", "json"]);
    expect(JSON.parse(out)).toEqual({
      key_id: "shown",
      private_key: at("shown.private.pem"),
      public_key: at("shown.public.pem"),
    });
    expect([code, out.includes("BEGIN")]).toEqual([0, false]);
  });

  it.each(["private", "public"])("overwrites no %s key, and leaves no half of a pair", async (half) => {
    const name = at(`taken-${half}`);
    writeFileSync(`${name}.${half}.pem`, "mine");
    const { code, err } = await actra(["keygen", name]);
    expect([code, err.includes("is there already")]).toEqual([2, true]);
    expect(readFileSync(`${name}.${half}.pem`, "utf8")).toBe("mine");
    expect(existsSync(`${name}.${half === "private" ? "public" : "private"}.pem`)).toBe(false);
  });

  it.each(["", "a b", "release.2026", "a\u001b[31m", "no/such/folder/key"])(
    "refuses the name %j",
    async (name) => {
      expect((await actra(["keygen", name && at(name)])).code).toBe(2);
    },
  );
});

describe("sign", () => {
  it("gives the program with a signature that holds", async () => {
    const verified = await verifyProgram(readFileSync(signed), { release: readFileSync(open, "utf8") });
    expect(Actra.load(verified).evaluate(SMALL).effect).toBe("allow");
    expect((await actra(["eval", signed], { input: JSON.stringify(SMALL) })).code).toBe(0);
  });

  it("takes a policy directory, a pipe, another id and a JSON Web Key", async () => {
    const whole = await actra(["sign", access, "--key", secret]);
    expect(Buffer.from(whole.bytes)).toEqual(readFileSync(signed));
    const piped = await actra(["sign", "-", "--key", secret], { input: readFileSync(program) });
    expect(Buffer.from(piped.bytes)).toEqual(readFileSync(signed));
    const jwk = at("key.jwk");
    writeFileSync(
      jwk,
      JSON.stringify(createPrivateKey(readFileSync(secret, "utf8")).export({ format: "jwk" })),
    );
    const again = await actra(["sign", signed, "--key", `release=${jwk}`]);
    expect(Buffer.from(again.bytes)).toEqual(readFileSync(signed));
  });

  it("says what it wrote", async () => {
    const hash = (await actra(["hash", access])).out.trim();
    const { out } = await actra(["sign", program, "--key", `x=${secret}`, "-o", at("x.actra")]);
    expect(out).toBe(`wrote ${at("x.actra")}, signed by x, policy ${hash}\n`);
    const data = await actra(["sign", program, "--key", secret, "-o", at("x.actra"), "--format", "json"]);
    expect(JSON.parse(data.out)).toMatchObject({ key_id: "release", policy_hash: hash });
  });

  it("is 2 for keys and programs that are none", async () => {
    writeFileSync(at("text.pem"), "no key");
    writeFileSync(at("half.jwk"), '{"kty": ');
    for (const key of [open, at("text.pem"), at("half.jwk"), at("nothing.pem"), `a b=${secret}`, folder]) {
      const { code, out, err } = await actra(["sign", program, "--key", key]);
      expect([code, out]).toEqual([2, ""]);
      expect(err).toMatch(/^error: /);
      expect(err).not.toContain("BEGIN");
    }
    expect((await actra(["sign", program, "--key", open])).err).toContain("is a public key");
    expect((await actra(["sign", open, "--key", secret])).err).toContain("not an Actra program");
    expect((await actra(["sign", program])).code).toBe(2);
    expect((await actra(["sign", program, "--key", secret], { outputIsShown: true })).code).toBe(2);
  });
});

describe("verify", () => {
  it("is 0 when it holds, by any of the keys", async () => {
    const hash = (await actra(["hash", access])).out.trim();
    const { code, out } = await actra(["verify", signed, "--key", at("other.public.pem"), open]);
    expect([code, out]).toEqual([0, `✓ signed by release, policy ${hash}\n`]);
    const data = await actra(["verify", "-", "--key", open, "--format", "json"], {
      input: readFileSync(signed),
    });
    expect(JSON.parse(data.out)).toEqual({ verified: true, key_id: "release", policy_hash: hash });
  });

  it("is 1 when it does not", async () => {
    const altered = readFileSync(signed);
    altered[100]! ^= 1;
    writeFileSync(at("altered.actra"), altered);
    const codes = [
      [program, open, "SIGNATURE_MISSING"],
      [signed, at("other.public.pem"), "SIGNATURE_KEY_UNKNOWN"],
      [signed, `release=${at("other.public.pem")}`, "SIGNATURE_INVALID"],
      [at("altered.actra"), open, "SIGNATURE_INVALID"],
    ] as const;
    for (const [file, key, code] of codes) {
      const { out, err, code: exit } = await actra(["verify", file, "--key", key]);
      expect([exit, out]).toEqual([1, ""]);
      expect(err).toContain(`✗ ${code}: `);
      const data = await actra(["verify", file, "--key", key, "--format", "json"]);
      expect(JSON.parse(data.out)).toMatchObject({ verified: false, code });
      expect(data.code).toBe(1);
    }
  });

  it("is 2 for keys that are none, two of one id, and no program", async () => {
    const swapped = await actra(["verify", signed, "--key", secret]);
    expect([swapped.code, swapped.err.includes("is a private key")]).toEqual([2, true]);
    const jwk = at("secret.jwk");
    writeFileSync(
      jwk,
      JSON.stringify(createPrivateKey(readFileSync(secret, "utf8")).export({ format: "jwk" })),
    );
    expect((await actra(["verify", signed, "--key", jwk])).err).toContain("is a private key");
    expect((await actra(["verify", signed, "--key", open, open])).err).toContain(
      "two keys have the id `release`",
    );
    expect((await actra(["verify", open, "--key", open])).code).toBe(2);
    expect((await actra(["verify", signed])).code).toBe(2);
  });
});

describe("inspect", () => {
  it("says whose signature a file claims to have", async () => {
    const { out } = await actra(["inspect", signed]);
    expect(out).toMatch(/^signature +release, a claim: `actra verify` looks whether it holds$/m);
    expect(out).toContain("a claim: stated by the file itself");
    expect((await actra(["inspect", program])).out).toMatch(/^signature +none$/m);
    expect(JSON.parse((await actra(["inspect", signed, "--format", "json"])).out)).toMatchObject({
      signed_by: "release",
      claimed: true,
    });
  });

  it("says that a trailer is no signature", async () => {
    const bytes = readFileSync(signed);
    bytes[bytes.length - 1] = 0;
    expect(await actra(["inspect", "-"], { input: bytes })).toMatchObject({
      code: 2,
      err: "error: the signature is malformed\n",
    });
  });
});
