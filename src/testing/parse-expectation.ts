import type { Node } from "../compiler/1-read/node.ts";
import type { Text } from "../compiler/2-parse/ast.ts";
import { besides, Entries, type Shape } from "../compiler/2-parse/entries.ts";
import { expectCount, expectList, expectText, expectWord } from "../compiler/2-parse/expect.ts";
import { frozen, unbroken } from "../compiler/2-parse/frozen.ts";
import type { Parsing } from "../compiler/2-parse/parsing.ts";
import { INPUT_ERROR_CODES } from "../errors.ts";
import type { RequiredApproval } from "../language/decision.ts";
import { EFFECTS } from "../language/types.ts";
import type { ExpectationNode } from "./document.ts";
import type { ExpectedAudit, ExpectedAuditError, ExpectedError } from "./expectation.ts";
import { APPROVAL, AUDIT_ERROR, AUDITED, ERROR, EXPECTATION } from "./shapes.ts";

const ASSUMED = ["arithmetic", ""] as const;

/** What `expect` says. Nothing when a part of it is broken: less would be met by more. */
export function parseExpectation(node: Node, parsing: Parsing): ExpectationNode | undefined {
  return new ExpectationParser(parsing).parse(node);
}

class ExpectationParser {
  readonly #parsing: Parsing;
  readonly #rules: Text[] = [];
  readonly #paths: Text[] = [];

  constructor(parsing: Parsing) {
    this.#parsing = parsing;
  }

  parse(node: Node): ExpectationNode | undefined {
    const value = this.#whole(node, EXPECTATION, (entries) => ({
      effect: entries.get("effect", (value) => this.#effect(value)),
      rule: entries.get("rule", (value, what) => this.#rule(value, what)),
      reason: entries.get("reason", (value, what) => this.#text(value, what)),
      missing: entries.get("missing", (value, what) => this.#list(value, what, (item) => this.#path(item))),
      assumed: entries.get(
        "assumed",
        (value) => expectWord(value, "`assumed`", ASSUMED, this.#parsing)?.value,
      ),
      approvals: entries.get("approvals", (value, what) =>
        this.#list(value, what, (item) => this.#approval(item)),
      ),
      audited: entries.get("audited", (value) => this.#audited(value)),
      error: entries.get("error", (value) => this.#error(value)),
    }));
    return value && Object.freeze({ value, rules: this.#rules, paths: this.#paths, span: node.span });
  }

  /** What `parse` makes of a map, unless something in it is broken or there is nothing in it. */
  #whole<T extends object>(
    node: Node,
    shape: Shape,
    parse: (entries: Entries) => { [K in keyof T]: T[K] | undefined },
  ): T | undefined {
    const errors = this.#parsing.errors;
    const entries = Entries.of(node, shape, this.#parsing);
    if (entries === undefined) return undefined;
    if (entries.size === 0 && shape.required.length === 0) this.#reportEmpty(node, shape);
    this.#checkAlone(entries);
    const parsed = parse(entries);
    // A broken node was reported where it was read, so that nobody counted it here.
    if (this.#parsing.errors > errors || entries.areBroken(parsed)) return undefined;
    return frozen<T>(parsed as Parameters<typeof frozen<T>>[0]);
  }

  #reportEmpty({ span }: Node, { what, optional }: Shape): void {
    const keys = optional.map((key) => `\`${key}\``).join(", ");
    this.#parsing.report("tests-nothing", span, `${what} is empty`, `it takes ${keys}`);
  }

  /** An input error is no decision. */
  #checkAlone(entries: Entries): void {
    const [error] = entries.present(["error"]);
    const [other] = entries.present(EXPECTATION.optional.filter((key) => key !== "error"));
    if (error === undefined || other === undefined) return;
    const message = `\`${other.key}\` cannot be expected beside \`error\``;
    const help = "where the input is in error there is no decision";
    this.#parsing.report("contradiction", other.keySpan, message, help, besides(error));
  }

  #approval(node: Node): RequiredApproval | undefined {
    return this.#whole<RequiredApproval>(node, APPROVAL, (entries) => ({
      rule: entries.get("rule", (value, what) => this.#rule(value, what)),
      approvers: entries.get("approvers", (value, what) =>
        this.#list(value, what, (item) => this.#text(item, "an approver")),
      ),
      quorum: entries.get("quorum", (value, what) => expectCount(value, what, 1, this.#parsing)?.value),
      expires_in: entries.get("expires_in", (value, what) => this.#text(value, what)),
    }));
  }

  #audited(node: Node): ExpectedAudit | undefined {
    return this.#whole<ExpectedAudit>(node, AUDITED, (entries) => ({
      rules: entries.get("rules", (value, what) =>
        this.#list(value, what, (item) => this.#rule(item, "a rule")),
      ),
      effect: entries.get("effect", (value) => this.#effect(value)),
      errors: entries.get("errors", (value, what) =>
        this.#list(value, what, (item) => this.#auditError(item)),
      ),
    }));
  }

  #auditError(node: Node): ExpectedAuditError | undefined {
    return this.#whole<ExpectedAuditError>(node, AUDIT_ERROR, (entries) => ({
      rule: entries.get("rule", (value, what) => this.#rule(value, what)),
      ...this.#errorParts(entries),
    }));
  }

  #error(node: Node): ExpectedError | undefined {
    return this.#whole<ExpectedError>(node, ERROR, (entries) => this.#errorParts(entries));
  }

  #errorParts(entries: Entries) {
    return {
      code: entries.get(
        "code",
        (value) => expectWord(value, "error code", INPUT_ERROR_CODES, this.#parsing)?.value,
      ),
      path: entries.get("path", (value) => this.#path(value)),
    };
  }

  #list<T>(node: Node, what: string, parse: (item: Node) => T | undefined): readonly T[] | undefined {
    const items = expectList(node, what, this.#parsing);
    return items && unbroken(items.map(parse));
  }

  #effect(node: Node) {
    return expectWord(node, "effect", EFFECTS, this.#parsing)?.value;
  }

  #text(node: Node, what: string): string | undefined {
    return expectText(node, what, this.#parsing)?.value;
  }

  #rule(node: Node, what: string): string | undefined {
    return this.#named(node, what, this.#rules);
  }

  #path(node: Node): string | undefined {
    return this.#named(node, "a path", this.#paths);
  }

  #named(node: Node, what: string, names: Text[]): string | undefined {
    const text = expectText(node, what, this.#parsing);
    if (text !== undefined) names.push(text);
    return text?.value;
  }
}
