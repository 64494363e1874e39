/** What every web framework has to do, over real HTTP. */
import { request } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { digests, type Header, makeSite, type Site } from "./site.ts";

export interface Running {
  readonly url: string;
  readonly close: () => unknown;
}

export interface Framework {
  readonly name: string;
  // biome-ignore lint/suspicious/noExplicitAny: each framework has a context of its own
  readonly headersOf: (context: any) => Header;
  /** Serves all of `routes`, each behind its guard, at a port of its own. */
  readonly serve: (site: Site) => Promise<Running>;
}

interface Sent {
  readonly status: number;
  readonly type: string | null;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the answer holds
  readonly json: any;
}

/** By a connection of its own: a server may close it when it will not read all of the body. */
function postAlone(url: string, body: string, more: Record<string, string[]> = {}): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const headers = { ...JSON_TYPE, ...more };
    const sending = request(url, { method: "POST", headers, agent: false }, async (response) => {
      const text = (await response.toArray()).join("");
      const type = response.headers["content-type"] ?? null;
      resolve({ status: response.statusCode!, type, headers: new Headers(), text, json: JSON.parse(text) });
    });
    sending.on("error", reject);
    sending.end(body);
  });
}

const JSON_TYPE = { "content-type": "application/json" };

export function describeFramework({ name, headersOf, serve }: Framework): void {
  describe(name, () => {
    let site: Site;
    let running: Running;
    let auditing: Site;
    let auditRunning: Running;

    beforeAll(async () => {
      vi.spyOn(console, "warn").mockImplementation(() => undefined);
      site = makeSite(headersOf);
      running = await serve(site);
      auditing = makeSite(headersOf, { mode: "audit" });
      auditRunning = await serve(auditing);
    });
    afterAll(async () => {
      await running.close();
      await auditRunning.close();
    });
    beforeEach(() => {
      site.events.length = 0;
      auditing.events.length = 0;
    });

    const sendTo = async (base: string, path: string, init: RequestInit = {}): Promise<Sent> => {
      const response = await fetch(base + path, init);
      const text = await response.text();
      const type = response.headers.get("content-type");
      const json = type?.includes("json") && text !== "" ? JSON.parse(text) : undefined;
      return { status: response.status, type, headers: response.headers, text, json };
    };
    const send = (path: string, init?: RequestInit) => sendTo(running.url, path, init);
    const post = (path: string, body: unknown, headers: Record<string, string> = {}, base = running.url) =>
      sendTo(base, path, {
        method: "POST",
        headers: { ...JSON_TYPE, ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      });
    /** It is answered so, no handler has run, and nothing of the server shows. */
    const expectStop = async (sending: () => Promise<Sent>, status: number, problem?: object) => {
      const before = site.ran();
      const sent = await sending();
      expect(sent.status, sent.text).toBe(status);
      expect(sent.type).toMatch(/^application\/problem\+json/);
      expect(sent.json).toMatchObject({ status, ...problem });
      expect(sent.text).not.toMatch(/hunter2|s3cr3t|\bat .*:\d+|node_modules/);
      expect(site.ran()).toBe(before);
      return sent;
    };

    it("lets through what is allowed, with its fields converted and the context inside", async () => {
      const { status, json } = await post(
        "/refunds/12?currency=EUR&vip=true",
        { amount: 5, card: "4111", customer: { country: "DE", extra: 1 }, type: "restart", other: 1 },
        { "x-user": "bob", "x-tenant": "blue" },
      );
      expect(status).toBe(200);
      expect(json.fields).toEqual({
        order: 12,
        amount: 5,
        currency: "EUR",
        tenant: "blue",
        card: "4111",
        customer: { country: "DE", vip: true },
      });
      expect(json.actor).toEqual({ id: "bob", role: "staff" });
      expect(site.events[0]!.action).toEqual({ ...json.fields, type: "refund", card: "[redacted]" });
    });

    it("blocks", async () => {
      const { json, headers } = await expectStop(
        () => post("/refunds/1?currency=USD", { amount: 2000, card: "s3cr3t-4111" }),
        403,
      );
      expect(json).toEqual({
        title: "Forbidden",
        status: 403,
        detail: "Refunds above 1000 are never automatic",
        code: "ACTION_BLOCKED",
        rule: "large",
      });
      expect(headers.get("cache-control")).toBe("no-store");
    });

    it("says which fields were not there, where that is why", async () => {
      const { json } = await expectStop(() => post("/refunds/1?currency=USD", { card: "s3cr3t-4111" }), 403, {
        code: "ACTION_BLOCKED",
      });
      expect(json.missing).toEqual(["action.amount"]);
    });

    it("asks for an approval: 403, or 202 with the place of it", async () => {
      await expectStop(() => post("/refunds/1?currency=USD", { amount: 500 }), 403, {
        code: "APPROVAL_REQUIRED",
        rule: "medium",
      });
      const accepted = await expectStop(() => post("/accepted/1?currency=USD", { amount: 500 }), 202, {
        code: "APPROVAL_REQUIRED",
        instance: expect.stringMatching(/^\/approvals\/\d+$/),
      });
      expect(accepted.headers.get("location")).toBe(accepted.json.instance);
      expect(accepted.text).not.toContain(digests.at(-1));
    });

    it("lets the same request through once it is approved, once, and no other", async () => {
      const request = () => post("/accepted/7?currency=USD", { amount: 300 });
      await expectStop(request, 202);
      site.runtime.addGrant({
        id: `${name}-1`,
        digest: digests.at(-1)!,
        approvals: [{ approver: "boss", by: "eve" }],
        granted_at: Date.now(),
      });
      await expectStop(() => post("/accepted/8?currency=USD", { amount: 300 }), 202);
      expect((await request()).status).toBe(200);
      await expectStop(request, 202);
    });

    it.each([
      ["/refunds/12abc?currency=EUR", "action.order"],
      ["/refunds/0x10?currency=EUR", "action.order"],
      ["/refunds/1.5?currency=EUR", "action.order"],
      ["/refunds/1e2?currency=EUR", "action.order"],
      ["/refunds/%2012?currency=EUR", "action.order"],
      ["/refunds/9007199254740993?currency=EUR", "action.order"],
      ["/refunds/constructor?currency=EUR", "action.order"],
      ["/refunds/1?currency=YEN", "action.currency"],
      ["/refunds/1?currency=EUR&currency=USD", "action.currency"],
      ["/refunds/1?currency=EUR&vip=yes", "action.customer.vip"],
      ["/refunds/1?currency=EUR&vip=", "action.customer.vip"],
    ])("refuses %s", async (path, place) => {
      const body = { amount: 5, customer: { country: "DE" } };
      const { json } = await expectStop(() => post(path, body), 400);
      expect(json.detail).toContain(`\`${place}\``);
    });

    it.each([
      [{ amount: "5" }, "action.amount"],
      [{ amount: [5] }, "action.amount"],
      [{ amount: { valueOf: 5 } }, "action.amount"],
      [{ amount: 5, card: 4111 }, "action.card"],
      [{ amount: 5, customer: "DE" }, "body.customer"],
      [[5], "body"],
      ["5", "body"],
      ['{"amount":1e999}', "action.amount"],
    ])("refuses a body of %j", async (body, place) => {
      const { json } = await expectStop(() => post("/refunds/1?currency=EUR", body), 400);
      if (json.code !== "REQUEST_REFUSED") expect(json.detail).toContain(`\`${place}\``);
    });

    it("refuses a body that is no JSON, and one that is too large", async () => {
      await expectStop(() => post("/refunds/1?currency=EUR", '{"amount":5'), 400);
      const large = `{"amount":5,"x":"${"x".repeat(3e6)}"}`;
      await expectStop(() => postAlone(`${running.url}/refunds/1?currency=EUR`, large), 413);
    });

    it("refuses a header that is sent twice", async () => {
      const path = "/refunds/1?currency=EUR";
      await expectStop(() => post(path, { amount: 5 }, { "x-tenant": "evil" }), 403, { rule: "tenant" });
      const twice = () => postAlone(running.url + path, '{"amount":5}', { "x-tenant": ["evil", "evil"] });
      const { json } = await expectStop(twice, 400);
      expect(json.detail).toContain("`action.tenant`");
    });

    it("says nothing of a sensitive value that is wrong", async () => {
      const { text } = await expectStop(
        () => post("/refunds/1?currency=EUR", { amount: 5, card: ["s3cr3t"] }),
        400,
      );
      expect(text).not.toContain("s3cr3t");
      await expectStop(() => post("/refunds/1?currency=EUR", { amount: 5, card: "s3cr3t" }), 403, {
        rule: "card",
      });
      expect(JSON.stringify(site.events)).not.toMatch(/s3cr3t/);
    });

    it("takes what is missing for the worst", async () => {
      await expectStop(() => post("/refunds/1?currency=EUR", {}), 403, { rule: "large" });
      await expectStop(() => send("/refunds/1?currency=EUR", { method: "POST" }), 403, { rule: "large" });
      await expectStop(() => post("/refunds/1?currency=EUR", { amount: null }), 403, { rule: "large" });
      await expectStop(() => post("/whole", { __proto__: { amount: 5 }, order: 1, currency: "EUR" }), 403);
    });

    it("no name in a body reaches a prototype, or names another action", async () => {
      const body = '{"amount":5,"order":1,"currency":"EUR","type":"restart","toString":1,"hasOwnProperty":1}';
      const { status, json } = await post("/whole", body);
      expect(status, JSON.stringify(json)).toBe(200);
      expect(json.fields).toEqual({ amount: 5, order: 1, currency: "EUR" });
      expect(site.events[0]!.action.type).toBe("refund");
      const poisoned = '{"__proto__":{"amount":5},"order":1,"currency":"EUR"}';
      const sent = await post("/whole", poisoned);
      expect([400, 403]).toContain(sent.status);
      expect(({} as { amount?: unknown }).amount).toBeUndefined();
    });

    it("reads lists, numbers and booleans out of a query", async () => {
      const { json } = await send(
        "/search?limit=10&deep=false&tags=a&tags=b&prices=1.5&since=2026-01-01T00:00:00Z",
      );
      expect(json.fields).toEqual({
        limit: 10,
        deep: false,
        tags: ["a", "b"],
        prices: [1.5],
        since: "2026-01-01T00:00:00Z",
      });
      await expectStop(() => send("/search?tags=a&tags=secret"), 403, { rule: "tagged" });
      await expectStop(() => send("/search?tags=secret"), 403, { rule: "tagged" });
      await expectStop(() => send("/search?limit=101"), 403, { rule: "wide" });
      for (const query of [
        "limit=1&limit=101",
        "limit=+1",
        "limit=",
        "deep=1",
        "prices=1&prices=b",
        "limit=1e1",
      ])
        await expectStop(() => send(`/search?${query}`), 400);
      // Neither is the field `limit`, to the policy or to the handler.
      expect(
        (await send("/search?limit[]=101&__proto__=1&Limit=101&type=restart")).json.fields ?? {},
      ).toEqual({});
    });

    it("reads a form, and takes no JSON for one, or one for JSON", async () => {
      const form = (body: string) => ({
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body,
      });
      expect((await send("/subscriptions", form("months=3&renew=true&type=x"))).json.fields).toEqual({
        months: 3,
        renew: true,
      });
      await expectStop(() => send("/subscriptions", form("months=13&renew=true")), 403, { rule: "long" });
      await expectStop(() => send("/subscriptions", form("months=1&months=13&renew=true")), 400);
      await expectStop(() => post("/subscriptions", { months: 3, renew: true }), 400);
      await expectStop(() => send("/refunds/1?currency=EUR", form("amount=5")), 400);
    });

    it("stops where a resolver fails, or gives what is none", async () => {
      for (const fail of ["actor", "bad actor"])
        await expectStop(() => post("/restart", {}, { "x-fail": fail }), 503);
    });

    it("guards HEAD as GET, and the same route in other spellings", async () => {
      const before = site.ran();
      expect((await send("/search?limit=101", { method: "HEAD" })).status).toBe(403);
      expect((await send("/search?limit=101", { method: "OPTIONS" })).text).not.toContain("fields");
      for (const path of ["/SEARCH", "/search/", "//search", "/search/.", "/%73earch", "/search;x"])
        expect([403, 404]).toContain((await send(`${path}?limit=101`)).status);
      expect(site.ran()).toBe(before);
    });

    it("answers what stops a guarded function inside of a handler", async () => {
      const ran = site.ran();
      const blocked = await send("/search", { headers: { "x-role": "guest" } });
      expect(blocked.status).toBe(403);
      expect(blocked.json).toMatchObject({ rule: "guests" });
      expect(site.ran()).toBe(ran + 1);
    });

    it("an audit lets everything pass, and tells what it would have stopped", async () => {
      const sendAll = [
        () => post("/refunds/1?currency=USD", { amount: 2000 }, {}, auditRunning.url),
        () => post("/refunds/1?currency=USD", { amount: 500 }, {}, auditRunning.url),
        () => post("/refunds/12abc?currency=USD", { amount: 5 }, {}, auditRunning.url),
        () => post("/refunds/1?currency=USD", { amount: 5 }, { "x-fraud": "1" }, auditRunning.url),
      ];
      const found = [];
      for (const sending of sendAll) {
        auditing.events.length = 0;
        expect((await sending()).status).toBe(200);
        const { decision, error, mode } = auditing.events.find(({ action }) => action.type === "refund")!;
        expect(mode).toBe("audit");
        found.push(decision?.effect ?? error?.code);
      }
      expect(found).toEqual(["block", "require_approval", "INPUT_TYPE", "block"]);
    });

    it("keeps the contexts of concurrent requests apart", async () => {
      const users = Array.from({ length: 100 }, (_, i) => `user-${i}`);
      const answers = await Promise.all(
        users.map((user, i) =>
          post(
            `/refunds/${i}?currency=EUR`,
            { amount: i % 2 === 0 ? 5 : 2000 },
            { "x-user": user, "x-delay": String((i * 7) % 20) },
          ),
        ),
      );
      answers.forEach(({ status, json }, i) => {
        expect(status).toBe(i % 2 === 0 ? 200 : 403);
        if (status === 200) expect(json.fields.order).toBe(i);
      });
      const seen = site.events.filter(
        ({ outcome, action }) => outcome === undefined && action.type === "refund",
      );
      for (const { action, context } of seen) expect(context.actor["id"]).toBe(`user-${action["order"]}`);
      // Inside of the handlers, by the context alone.
      const inner = site.events.filter(
        ({ outcome, action }) => outcome === undefined && action.type === "log",
      );
      expect(new Set(inner.map(({ context }) => context.actor["id"])).size).toBe(50);
    });
  });
}
