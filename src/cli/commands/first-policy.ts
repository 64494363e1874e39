// What `actra init` writes. It compiles without a warning, and its tests pass.

const SCHEMA = `# What actions, actors and snapshots look like. Rules can speak of nothing else.
version: 1

actions:
  refund:
    fields:
      amount: integer # in cents
      currency: string

actor:
  fields:
    role: { type: string, enum: [support, manager] }

snapshot:
  fields:
    fraud_flag: boolean
`;

const POLICY = `version: 1
default: block # only what a rule allows

rules:
  - id: fraud_hold
    scope: { action: refund }
    when: snapshot.fraud_flag
    effect: block
    reason: The account is under investigation

  - id: large_refund
    scope: { action: refund }
    when: action.amount > 50000 && actor.role != "manager"
    effect: require_approval
    reason: Refunds above 500.00 need a manager
    approval: { approvers: [manager], quorum: 1, expires_in: 24h }

  - id: refund_in_limits
    scope: { action: refund }
    effect: allow
`;

const GOVERNANCE = `# What whoever changes the policy has to keep to.
version: 1

governance:
  rules:
    - id: fraud_stops_refunds
      applies_to: { actions: [refund], if: declared }
      select:
        where: { effect: block, when: { subject: { domain: snapshot, field: fraud_flag } } }
      must: { exists: true }
      error: A customer under investigation gets no refund
`;

const TESTS = `version: 1

fixtures:
  small: { action: { type: refund, amount: 1000, currency: EUR } }
  support: { actor: { role: support } }
  fine: { snapshot: { fraud_flag: false } }

tests:
  - name: an ordinary refund
    use: [small, support, fine]
    expect: { effect: allow, rule: refund_in_limits }

  - name: large refunds need a manager
    use: [small, support, fine]
    vary: { action.amount: [50000, 50001], actor.role: [support, manager] }
    cases:
      - { when: { action.amount: 50000 }, expect: { effect: allow } }
      - { when: { action.amount: 50001, actor.role: support }, expect: { effect: require_approval, rule: large_refund } }
      - { when: { action.amount: 50001, actor.role: manager }, expect: { effect: allow } }

  - name: an account under investigation gets nothing back
    use: [small, support]
    vary: { snapshot.fraud_flag: [true, { $value: absent }] }
    cases:
      - { when: { snapshot.fraud_flag: true }, expect: { effect: block, rule: fraud_hold } }
      - when: { snapshot.fraud_flag: { $value: absent } } # the look-up failed
        expect: { effect: block, rule: fraud_hold, missing: [snapshot.fraud_flag] }

  - name: an amount that is no number
    use: [support, fine]
    input: { action: { type: refund, amount: ten, currency: EUR } }
    expect: { error: { code: INPUT_TYPE, path: action.amount } }
`;

/** By file name. */
export const FIRST_POLICY: Readonly<Record<string, string>> = {
  "schema.yaml": SCHEMA,
  "policy.yaml": POLICY,
  "governance.yaml": GOVERNANCE,
  "policy.test.yaml": TESTS,
};
