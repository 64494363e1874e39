/** Counts what a run of cases reached, so that a generator gone narrow is noticed. */
import type { Answer } from "../reference/answer.ts";
import type { AtomDocument, PolicyDocument, SchemaDocument } from "../reference/documents.ts";
import { spellOut } from "../reference/names.ts";
import { atomsOf, pathOf } from "../reference/policy.ts";
import { domainsOf, type Field, pathsInOrder, readSchema } from "../reference/schema.ts";
import type { Case } from "./case.ts";
import { shapeName, shapes } from "./shapes.ts";

export class Spread {
  /** How often conditions, lists and patterns were written by name. */
  readonly names = new Map<string, number>();
  private readonly answers = new Map<string, number>();
  private readonly atoms = new Map(shapes.map((shape) => [shapeName(shape), 0]));
  private total = 0;

  countCase({ schema, policies }: Case): void {
    const types = typesOf(schema);
    for (const name of policies.flatMap(namesUsed)) add(this.names, name);
    for (const { scope, when } of spellOut(policies, schema).flat()) {
      if (when === undefined || when === true) continue;
      const fields = types(scope.action ?? scope.actions?.[0]);
      for (const atom of atomsOf(when)) this.countAtom(atom, fields);
    }
  }

  countAnswer(answer: Answer): void {
    this.total++;
    for (const name of namesOf(answer)) add(this.answers, name);
  }

  private countAtom({ operator, subject, value }: AtomDocument, fields: Map<string, Field>): void {
    if ("expression" in subject || (value !== undefined && "expression" in value))
      return add(this.atoms, "computed");
    if (subject.domain === "item") return;
    const field = fields.get(pathOf(subject))!;
    const type = "base" in field ? `${field.base}${field.list ? "[]" : ""}` : "object";
    const side = value !== undefined && "subject" in value ? "field" : "literal";
    add(this.atoms, `${operator} ${type} ${side}`);
  }

  /** Of all decisions, in percent. */
  share(name: string): number {
    return (100 * this.count(name)) / this.count("effect");
  }

  /** Of all answers, in percent. */
  get errors(): number {
    return (100 * (this.total - this.count("effect"))) / this.total;
  }

  private count(name: string): number {
    return this.answers.get(name) ?? 0;
  }

  /** The shapes of atoms, seldom ones first. */
  get shapes(): [name: string, count: number][] {
    return [...this.atoms].sort((a, b) => a[1] - b[1]);
  }

  toString(): string {
    const names = [...this.answers.keys()].sort();
    const codes = names.filter(isCode).map((name) => `${name} ${this.count(name)}`);
    const shares = names
      .filter((name) => !isCode(name))
      .map((name) => `${name} ${this.share(name).toFixed(1)} %`);
    const atoms = this.shapes.reduce((sum, [, count]) => sum + count, 0);
    const rare = this.shapes.slice(0, 5).map(([name, count]) => `${name} ${count}`);
    const named = [...this.names].map(([kind, count]) => `${count} ${kind}`);
    return [
      `${this.total} answers, ${this.errors.toFixed(1)} % of them errors (${codes.join(", ")})`,
      `of the decisions: ${shares.join(", ")}`,
      `${atoms} atoms of ${this.atoms.size} shapes, the rarest: ${rare.join(", ")}`,
      `by name: ${named.join(", ")}`,
    ].join("\n");
  }
}

function isCode(name: string): boolean {
  return name.startsWith("INPUT_");
}

function typesOf(document: SchemaDocument) {
  const schema = readSchema(document);
  return (action: string | undefined) => pathsInOrder(domainsOf(schema, action));
}

/** An error's code; or a decision's effect, its keys, and whether no rule gave it. */
function namesOf(answer: Answer): string[] {
  if ("error" in answer) return [answer.error.code];
  const { decision } = answer;
  const byDefault = decision.matched_rule === "" ? ["default"] : [];
  return [decision.effect, ...Object.keys(decision), ...byDefault];
}

function namesUsed({ conditions = {}, lists = {}, rules }: PolicyDocument): string[] {
  const patterns = rules.flatMap(({ scope }) => scope.actions?.filter((word) => word.includes("*")) ?? []);
  return [
    ...Object.keys(conditions).map(() => "conditions"),
    ...Object.keys(lists).map(() => "lists"),
    ...patterns.map(() => "patterns"),
  ];
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
