import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { recorded } from "./conformance.ts";
import { prepare } from "./reference.ts";

/** One action `pay`, some fields of which stay away, and rules to be written in a line each. */
const schema = parse(`
  version: 1
  actions:
    pay: { fields: { amount: number, note: string?, to: { fields: { country: string, iban: string? } } } }
    hold: { fields: {} }
  actor: { kind: role, fields: { role: { type: string, enum: [agent, human] }, teams: "string[]?" } }
  snapshot: { fields: { fraud: boolean, at: datetime } }
`);

const large = {
  subject: { domain: "action", field: "amount" },
  operator: "greater_than",
  value: { literal: 10 },
};
const fraud = {
  subject: { domain: "snapshot", field: "fraud" },
  operator: "equals",
  value: { literal: true },
};
const abroad = {
  subject: { domain: "action", field: "to.country" },
  operator: "not_equals",
  value: { literal: "DE" },
};
const noted = { subject: { domain: "action", field: "note" }, operator: "exists" };

function rule(id: string, effect: string, when: unknown = true, more: object = {}) {
  return { id, effect, when, scope: { action: "pay" }, ...more };
}

function decide(policy: object, input: object) {
  const pay = { amount: 1, to: { country: "DE" }, ...(input as { action?: object }).action, type: "pay" };
  const whole = { actor: { role: "agent" }, snapshot: { fraud: false }, ...input, action: pay };
  return prepare(schema, [{ version: 1, ...policy }]).decide(whole);
}

function decided(effect: string, matched_rule: string, more: object = {}) {
  return { decision: { effect, matched_rule, ...more } };
}

describe("missing data", () => {
  const rules = [rule("ok", "allow"), rule("big", "require_approval", large), rule("bad", "block", fraud)];

  it("assumes the worst of each rule that may match", () => {
    const unknown = { action: { amount: undefined }, snapshot: {} };
    expect(decide({ rules }, unknown)).toEqual(decided("block", "bad", { missing: ["snapshot.fraud"] }));
    expect(decide({ rules }, { action: { amount: null } })).toEqual(
      decided("require_approval", "big", { missing: ["action.amount"] }),
    );
    expect(decide({ rules, missing: "no_match" }, unknown)).toEqual(decided("allow", "ok"));
  });

  it("assumes only what stands before the first certain rule under first_match", () => {
    const input = { snapshot: undefined };
    expect(decide({ rules, resolution: "first_match" }, input)).toEqual(decided("allow", "ok"));
    expect(decide({ rules: rules.toReversed(), resolution: "first_match" }, input)).toEqual(
      decided("block", "bad", { missing: ["snapshot.fraud"] }),
    );
  });

  it("says what a default in the face of possible rules did not know", () => {
    const allowed = [rule("fine", "allow", { not: fraud }), rule("home", "allow", { not: abroad })];
    expect(
      decide({ rules: allowed, default: "block" }, { action: { to: null }, snapshot: { fraud: null } }),
    ).toEqual(decided("block", "", { missing: ["action.to.country", "snapshot.fraud"] }));
  });

  it("makes an atom on an absent optional field false, and its negation too", () => {
    const urgent = { subject: noted.subject, operator: "equals", value: { literal: "urgent" } };
    const forms = [rule("urgent", "block", urgent), rule("calm", "block", { not: urgent })];
    expect(decide({ rules: forms }, {})).toEqual(decided("allow", ""));
    expect(decide({ rules: [rule("bare", "block", { not: noted })] }, {})).toEqual(decided("block", "bare"));
  });

  it("takes an optional field of an absent required object for missing as required", () => {
    const iban = {
      subject: { domain: "action", field: "to.iban" },
      operator: "exists",
      value: { literal: false },
    };
    expect(decide({ rules: [rule("bare", "block", iban)] }, { action: { to: undefined } })).toEqual(
      decided("block", "bare", { missing: ["action.to.iban"] }),
    );
  });

  it("treats the actor kind of a scope as any atom", () => {
    const rules = [{ id: "agents", effect: "block", scope: { actor: "agent" } }];
    expect(decide({ rules }, { actor: {} })).toEqual(decided("block", "agents", { missing: ["actor.role"] }));
    expect(decide({ rules }, { actor: { role: "human" } })).toEqual(decided("allow", ""));
  });
});

describe("approvals", () => {
  const lead = { approvers: ["lead"], quorum: 1, expires_in: "24h" };
  const rules = [
    rule("fraud", "require_approval", fraud, { approval: { approvers: ["risk"] }, reason: "risky" }),
    rule("plain", "require_approval"),
    rule("big", "require_approval", large, { approval: lead }),
  ];

  it("lists every rule that asks for one under strictest", () => {
    const all = [
      { rule: "fraud", approvers: ["risk"] },
      { rule: "big", ...lead },
    ];
    expect(decide({ rules }, { action: { amount: 11 }, snapshot: {} })).toEqual(
      decided("require_approval", "fraud", { reason: "risky", approvals: all, missing: ["snapshot.fraud"] }),
    );
    expect(decide({ rules }, {})).toEqual(decided("require_approval", "plain"));
  });

  it("lists the one that decides and the assumed ones under first_match", () => {
    expect(decide({ rules, resolution: "first_match" }, { action: { amount: 11 } })).toEqual(
      decided("require_approval", "plain"),
    );
    const later = decide(
      { rules: rules.toReversed(), resolution: "first_match" },
      { action: { amount: null } },
    );
    expect(later).toEqual(
      decided("require_approval", "big", {
        approvals: [{ rule: "big", ...lead }],
        missing: ["action.amount"],
      }),
    );
  });
});

describe("audit", () => {
  const rules = [rule("trial", "block", fraud, { mode: "audit" }), rule("big", "require_approval", large)];

  it("tells what would have been, and changes nothing", () => {
    expect(decide({ rules }, { snapshot: { fraud: true } })).toEqual(
      decided("allow", "", { audited: { rules: ["trial"], effect: "block" } }),
    );
    expect(decide({ rules }, { snapshot: {} })).toEqual(
      decided("allow", "", { audited: { rules: ["trial"], effect: "block" } }),
    );
    expect(decide({ rules }, {})).toEqual(decided("allow", ""));
  });

  it("reports a bad value that only audit rules read", () => {
    const errors = [{ rule: "trial", code: "INPUT_TYPE", path: "snapshot.fraud" }];
    expect(decide({ rules }, { action: { amount: 11 }, snapshot: { fraud: 1 } })).toEqual(
      decided("require_approval", "big", { audited: { rules: [], errors, effect: "require_approval" } }),
    );
    expect(decide({ rules: [...rules, rule("too", "block", fraud)] }, { snapshot: { fraud: 1 } })).toEqual({
      error: { code: "INPUT_TYPE", path: "snapshot.fraud" },
    });
  });
});

describe("unknown actions", () => {
  const reference = (unknown_action: string) =>
    prepare(schema, [
      { version: 1, unknown_action, rules: [{ id: "all", effect: "block", scope: { global: true } }] },
    ]);

  it("are refused or meet the global rules", () => {
    for (const action of [undefined, {}, { type: "nope" }, { type: "toString" }]) {
      expect(reference("reject").decide({ action })).toEqual({
        error: { code: "INPUT_ACTION", path: "action.type" },
      });
      expect(reference("evaluate").decide({ action })).toEqual(decided("block", "all"));
    }
    expect(reference("evaluate").decide({ action: { type: 1 } })).toEqual({
      error: { code: "INPUT_TYPE", path: "action.type" },
    });
    expect(reference("evaluate").decide([])).toEqual({ error: { code: "INPUT_TYPE", path: "input" } });
  });
});

describe.skipIf(recorded === undefined)(
  "the decisions of Actra 0.7.8 (not run when they are not there)",
  () => {
    const answers = (semantics?: "actra-0.7") =>
      (recorded ?? []).flatMap(({ name, schema_yaml, policy_yaml, evaluations = [] }) =>
        evaluations.map(({ input, effect, matched_rule }) => {
          const options = semantics ? { semantics } : {};
          const answer = prepare(parse(schema_yaml), [parse(policy_yaml)], options).decide(input);
          return { name, input, answer, recorded: decided(effect, matched_rule ?? "") };
        }),
      );

    it("are all the same under its own semantics", () => {
      const all = answers("actra-0.7");
      expect(all).toHaveLength(181);
      for (const { name, answer, recorded } of all) expect(answer, name).toEqual(recorded);
    });

    it("differ in ten places under the safe defaults", () => {
      const differing = answers().filter((it) => JSON.stringify(it.answer) !== JSON.stringify(it.recorded));
      expect(differing).toHaveLength(10);
      expect(differing.filter(({ answer }) => "error" in answer)).toHaveLength(9);
    });
  },
);
