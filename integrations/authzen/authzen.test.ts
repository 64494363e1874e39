import { Actra, ActraRuntime, type RuntimeOptions } from "actra";
import { type AuthzenContext, type AuthzenOptions, authzen, subjectActor } from "actra/authzen";
import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { alice, bob, MANY, one, read, SCENARIO, SINGLE, WRONG, write } from "./scenario.ts";

// The OpenID AuthZEN Authorization API 1.0 on Hono.

const policy = Actra.compile({ schema: SCENARIO["schema.yaml"], policy: SCENARIO["policy.yaml"] });

function newApp(options: AuthzenOptions = {}, runtime: RuntimeOptions = {}, of = policy): Hono {
  return authzen(new Hono(), new ActraRuntime(of, { actor: subjectActor, ...runtime }), options);
}

const post = (app: Hono, path: string, body: unknown, headers: Record<string, string> = {}) =>
  app.request(`/access/v1/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

describe("an evaluation", () => {
  const app = newApp();

  it.each(SINGLE)("of %j is %j, however often", async (body, decision) => {
    for (const path of ["evaluation", "evaluations", "evaluation"]) {
      const response = await post(app, path, body);
      expect(response.status).toBe(200);
      expect(response.headers.get("content-type")).toBe("application/json");
      const answer = (await response.json()) as { decision: boolean; context?: object };
      expect(answer.decision).toBe(decision);
      expect(answer.context).toEqual(decision ? undefined : { effect: "block", matched_rule: "" });
    }
  });

  it.each(WRONG)("that is none is an error: %j", async (body) => {
    const response = await post(app, "evaluation", JSON.stringify(body));
    expect(response.status).toBe(400);
    expect(await response.text()).toMatch(/\w/);
  });

  it.each([
    ["no JSON", "{", {}],
    ["nothing", "", {}],
    ["another type", JSON.stringify(SINGLE[0]![0]), { "content-type": "text/plain" }],
    ["no type", JSON.stringify(SINGLE[0]![0]), { "content-type": "" }],
    ["a type that only begins so", JSON.stringify(SINGLE[0]![0]), { "content-type": "application/jsonp" }],
  ])("that is %s is an error", async (_, body, headers) => {
    expect((await post(app, "evaluation", body, headers as Record<string, string>)).status).toBe(400);
  });

  it("has the request's identifier, whatever comes of it", async () => {
    for (const [body] of [SINGLE[0]!, [{}]]) {
      const response = await post(app, "evaluation", body, { "x-request-id": "bfe9eb29" });
      expect(response.headers.get("x-request-id")).toBe("bfe9eb29");
    }
    expect((await post(app, "evaluation", SINGLE[0]![0])).headers.get("x-request-id")).toBeNull();
  });

  it("may not be larger than the server reads", async () => {
    const small = newApp({ mostBytes: 100 });
    const body = JSON.stringify({ ...SINGLE[0]![0], more: "x".repeat(100) });
    expect((await post(small, "evaluation", body)).status).toBe(413);
    const stream = new Blob([body]).stream();
    const init = {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: stream,
      duplex: "half",
    };
    expect((await small.request("/access/v1/evaluation", init as RequestInit)).status).toBe(413);
    // A request that says less than it has: not every server holds a sender to what was said.
    const headers = { ...init.headers, "content-length": "5" };
    const liar = { ...init, body: new Blob([body]).stream(), headers };
    expect((await small.request("/access/v1/evaluation", liar as RequestInit)).status).toBe(413);
  });
});

describe("evaluations", () => {
  const app = newApp();

  it.each(MANY)("%j are %j", async (body, decisions) => {
    const response = await post(app, "evaluations", body);
    expect(response.status).toBe(200);
    const answer = (await response.json()) as { evaluations: { decision: boolean }[]; decision?: unknown };
    expect(answer.evaluations.map(({ decision }) => decision)).toEqual(decisions);
    expect(answer.decision).toBeUndefined();
  });

  it("say what is wrong with one of them", async () => {
    const body = { subject: alice, action: read, evaluations: [{ resource: one }, {}] };
    expect(await (await post(app, "evaluations", body)).json()).toEqual({
      evaluations: [
        { decision: true },
        { decision: false, context: { error: { status: 400, message: "`resource` is missing" } } },
      ],
    });
  });

  it.each([
    ["execute_all", [true, false, true]],
    [undefined, [true, false, true]],
    ["deny_on_first_deny", [true, false]],
    ["permit_on_first_permit", [true]],
  ])("by %s", async (evaluations_semantic, decisions) => {
    const evaluations = [{ action: read }, { action: write }, { action: read }];
    const body = { subject: bob, resource: one, evaluations, options: { evaluations_semantic, other: 1 } };
    const answer = (await (await post(app, "evaluations", body)).json()) as {
      evaluations: { decision: boolean }[];
    };
    expect(answer.evaluations.map(({ decision }) => decision)).toEqual(decisions);
  });

  it("deny on an error, and permit on none", async () => {
    const evaluations = [{}, { resource: one }];
    const of = async (evaluations_semantic: string) => {
      const body = { subject: alice, action: read, evaluations, options: { evaluations_semantic } };
      return ((await (await post(app, "evaluations", body)).json()) as { evaluations: object[] }).evaluations
        .length;
    };
    expect(await of("deny_on_first_deny")).toBe(1);
    expect(await of("permit_on_first_permit")).toBe(2);
  });

  it.each([
    [{ evaluations: "x" }],
    [{ evaluations: {} }],
    [{ evaluations: [{}], options: { evaluations_semantic: "toString" } }],
    [{ evaluations: [{}], options: "execute_all" }],
    [{ evaluations: Array.from({ length: 1001 }, () => ({})) }],
    [{ evaluations: [] }],
  ])("that are none are an error", async (body) => {
    expect((await post(app, "evaluations", body)).status).toBe(400);
  });

  it("that are none, with one beside them, are that one", async () => {
    const body = { ...SINGLE[0]![0], evaluations: [] };
    expect(await (await post(app, "evaluations", body)).json()).toEqual({ decision: true });
  });
});

describe("what a request cannot do", () => {
  const schema = `
version: 1
actions:
  pay: { fields: { amount: number, resource: { optional: true, fields: { id: string } }, ip: string? } }
actor: { fields: { id: string, role: string?, type: string? } }
snapshot: { fields: { frozen: boolean } }
`;
  const guarded = Actra.compile({
    schema,
    policy: `
version: 1
default: block
rules:
  - { id: pay, scope: { action: pay }, when: action.amount < 10.0 && !snapshot.frozen, effect: allow }
  - { id: large, scope: { action: pay }, when: action.amount >= 10.0, effect: require_approval, approval: { approvers: [ann] } }
`,
  });
  const pay = { subject: alice, action: { name: "pay", properties: { amount: 5 } }, resource: one };
  const frozen = { snapshot: () => ({ frozen: true }) };
  const decisionOf = async (app: Hono, body: unknown) =>
    (await (await post(app, "evaluation", body)).json()) as object;

  it("say how things stand", async () => {
    const app = newApp({}, frozen, guarded);
    const body = { ...pay, context: { frozen: false }, snapshot: { frozen: false } };
    expect(await decisionOf(app, body)).toEqual({
      decision: false,
      context: { effect: "block", matched_rule: "" },
    });
    expect(await decisionOf(newApp({}, { snapshot: () => ({ frozen: false }) }, guarded), body)).toEqual({
      decision: true,
    });
  });

  it("name another action, or another resource", async () => {
    const seen: unknown[] = [];
    const app = newApp({}, { observers: [({ action }) => seen.push(action)] }, guarded);
    const properties = { amount: 5, type: "other", resource: { id: "mine" } };
    await post(app, "evaluation", { ...pay, action: { name: "pay", properties, type: "other" } });
    expect(seen).toEqual([{ type: "pay", amount: 5, resource: { id: "record-1" } }]);
  });

  it("take an approval for a permission", async () => {
    const body = { ...pay, action: { name: "pay", properties: { amount: 50 } } };
    expect(await decisionOf(newApp({}, { snapshot: () => ({ frozen: false }) }, guarded), body)).toEqual({
      decision: false,
      context: {
        effect: "require_approval",
        matched_rule: "large",
        approvals: [{ rule: "large", approvers: ["ann"] }],
      },
    });
  });

  it("but where a mapping says so", async () => {
    const mapping = {
      action: { amount: "resource.properties.total", ip: "context.ip" },
      actor: { id: "subject.id", role: "subject.properties.role" },
      snapshot: { frozen: "context.frozen" },
    };
    const seen: unknown[] = [];
    const app = newApp(
      { mapping },
      {
        snapshot: ({ snapshot }: AuthzenContext) => snapshot,
        observers: [({ context }) => seen.push(context)],
      },
      guarded,
    );
    const body = {
      subject: { ...alice, properties: { role: "x" } },
      action: { name: "pay", properties: { amount: 500 } },
      resource: { ...one, properties: { total: 5 } },
      context: { ip: "::1", frozen: false },
    };
    expect(await decisionOf(app, body)).toEqual({ decision: true });
    expect(seen).toEqual([
      {
        action: { type: "pay", amount: 5, ip: "::1" },
        actor: { id: "alice", role: "x" },
        snapshot: { frozen: false },
      },
    ]);
  });

  it.each([
    [{ action: { type: "context.x" } }],
    [{ action: { amuont: "context.x" } }],
    [{ actor: { id: "snapshot.x" } }],
    [{ actor: { id: "context.x" }, other: {} }],
    [{ snapshot: "context" }],
  ])("and no mapping is taken that is none: %j", (mapping) => {
    expect(() => newApp({ mapping: mapping as never }, {}, guarded)).toThrow(TypeError);
  });

  it.each([
    [{ maping: {} }, "`maping` is no option"],
    [{ mapping: null }, "options"],
    [{ mostBytes: "1mb" }, "`mostBytes`"],
    [{ mostBytes: Number.NaN }, "`mostBytes`"],
    [{ mostEvaluations: 0 }, "`mostEvaluations`"],
    [{ publicUrl: "pdp.example.com" }, "`publicUrl`"],
    [{ publicUrl: 5 }, "`publicUrl`"],
  ])("and no options are taken that are none: %j", (options, text) => {
    expect(() => newApp(options as never)).toThrow(text);
  });

  it("hear why the server could not decide", async () => {
    const broken = newApp({}, { snapshot: () => Promise.reject(new Error("db 10.0.0.7")) }, guarded);
    const response = await post(broken, "evaluation", pay);
    expect(response.status).toBe(503);
    expect(await response.text()).toBe("the state of things could not be had");
    const wrong = newApp({}, { snapshot: () => ({ frozen: "secret" }) }, guarded);
    const other = await post(wrong, "evaluation", pay);
    expect([other.status, await other.text()]).toEqual([500, "there is no decision"]);
  });

  it("be stopped by a server that only watches", async () => {
    const app = newApp({}, { ...frozen, mode: "audit" }, guarded);
    expect(await decisionOf(app, pay)).toEqual({
      decision: true,
      context: { audited: { effect: "block", matched_rule: "" } },
    });
  });

  it("get the context of another, many at once", async () => {
    const app = newApp(
      {},
      {
        actor: async (context: AuthzenContext) => {
          await new Promise((resolve) => setTimeout(resolve, 3 * Math.random()));
          return { id: context.subject.id };
        },
      },
      Actra.compile({
        schema:
          "{ version: 1, actions: { go: { fields: { who: string } } }, actor: { fields: { id: string } } }",
        policy:
          "{ version: 1, default: block, rules: [{ id: r, scope: { action: go }, when: actor.id == action.who, effect: allow }] }",
      }),
    );
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, i) =>
        decisionOf(app, {
          subject: { type: "user", id: `u${i}` },
          action: { name: "go", properties: { who: i % 3 === 0 ? "u" : `u${i}` } },
          resource: one,
        }),
      ),
    );
    expect(answers.map((answer) => (answer as { decision: boolean }).decision)).toEqual(
      answers.map((_, i) => i % 3 !== 0),
    );
  });
});

it("says where it is", async () => {
  const known = await newApp({ publicUrl: "https://pdp.example.com/" }).request(
    "/.well-known/authzen-configuration",
  );
  expect(await known.json()).toEqual({
    policy_decision_point: "https://pdp.example.com",
    access_evaluation_endpoint: "https://pdp.example.com/access/v1/evaluation",
    access_evaluations_endpoint: "https://pdp.example.com/access/v1/evaluations",
  });
  const asked = await newApp().request("http://127.0.0.1:8181/.well-known/authzen-configuration");
  expect(await asked.json()).toMatchObject({ policy_decision_point: "http://127.0.0.1:8181" });
});
