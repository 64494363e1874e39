/**
 * The reference evaluator: receives documents that are known to be valid, as plain objects, and
 * decides on inputs, written from language.md and docs/semantics.md alone. It shares no code with
 * the engine and trades every speed for being plain. It leaves out conditions as expressions (what is
 * computed inside of atoms is here), and the limit on work outside of items (docs/semantics.md, point 56).
 */
import { type Answer, type AuditError, InputFault } from "./answer.ts";
import { conclude } from "./conclude.ts";
import { blameOf, truthOf, type View } from "./condition.ts";
import type { PolicyDocument, SchemaDocument } from "./documents.ts";
import { spellOut } from "./names.ts";
import { checkObject } from "./objects.ts";
import { applies, type Rule, readRule, readSettings, type Settings } from "./policy.ts";
import { Reading, type State } from "./read.ts";
import { domainsOf, type Field, type Leaf, pathsInOrder, readSchema, type Schema } from "./schema.ts";

export interface Reference {
  decide(input: unknown): Answer;
}

export function prepare(
  schema: unknown,
  policies: unknown[],
  options: { semantics?: "actra-0.7" } = {},
): Reference {
  const documents = policies as PolicyDocument[];
  const model = readSchema(schema as SchemaDocument);
  const settings = readSettings(documents, options.semantics);
  const written = spellOut(documents, schema as SchemaDocument).flat();
  const rules = written.map((rule) => readRule(rule, model.kind));
  return { decide: (input) => decide(model, rules, settings, input) };
}

function decide(schema: Schema, rules: Rule[], settings: Settings, raw: unknown): Answer {
  try {
    const input = checkObject(raw, "input");
    const reading = new Reading(settings);
    const action = reading.readAction(input, schema);
    const domains = domainsOf(schema, action);
    const considered = rules.filter((rule) => applies(rule, action, settings.lenient));
    reading.readFields(input, domains, considered);
    return { decision: decideOn(reading, considered, settings, pathsInOrder(domains)) };
  } catch (fault) {
    if (fault instanceof InputFault) return { error: { code: fault.code, path: fault.path } };
    throw fault;
  }
}

function decideOn(reading: Reading, considered: Rule[], settings: Settings, paths: Map<string, Field>) {
  const view: View = {
    state: (path) => reading.stateAt(path),
    leaf: (path) => paths.get(path) as Leaf,
  };
  const judged = considered
    .filter((rule) => !reading.faults.has(rule))
    .map((rule) => {
      const truth = truthOf(rule.condition, true, view);
      return { rule, truth, blame: truth === undefined ? blameOf(rule.condition, view) : ("none" as const) };
    });
  const read = [...paths.keys()].filter((path) => considered.some((rule) => rule.reads.has(path)));
  const missing = read.filter((path) =>
    reading.placesOf(path).some((place) => isMissingAsRequired(reading.stateAt(place))),
  );
  return conclude(judged, { settings, errors: errorsOf(reading, considered), missing });
}

function isMissingAsRequired(state: State): boolean {
  return state.is === "missing" && state.as === "required";
}

function errorsOf(reading: Reading, considered: Rule[]): AuditError[] {
  return considered.flatMap((rule) => {
    const fault = reading.faults.get(rule);
    return fault ? [{ rule: rule.id, code: fault.code, path: fault.path }] : [];
  });
}
