import { type Atom, type Condition, isComputed, type Scalar } from "../language/model.ts";
import { rightVariants } from "./literal-variants.ts";
import { operatorVariants } from "./operator-variants.ts";
import { termVariants } from "./term-variants.ts";
import { type Variant, within } from "./variant.ts";
import { atomWords, conditionWords } from "./words.ts";

/** The values that the left side of an atom may have, where the schema says so. */
export type ValuesOf = (atom: Atom) => readonly Scalar[];

/** The condition with one change in it, for each change. */
export function* conditionVariants(condition: Condition, valuesOf: ValuesOf): Generator<Variant<Condition>> {
  switch (condition.kind) {
    case "always":
      return;
    case "named":
      yield* within(conditionVariants(condition.condition, valuesOf), (made) => ({
        ...condition,
        condition: made,
      }));
      return;
    case "not": {
      const { condition: inner, span } = condition;
      yield { kind: "negation", change: `\`not\` taken from ${conditionWords(inner)}`, span, made: inner };
      yield* within(conditionVariants(inner, valuesOf), (made) => ({ ...condition, condition: made }));
      return;
    }
    default:
      yield negated(condition);
      yield* changed(condition, valuesOf);
  }
}

type Positive = Exclude<Condition, { readonly kind: "always" | "named" | "not" }>;

function negated(condition: Positive): Variant<Condition> {
  const { span } = condition;
  const change = `\`not\` put before ${conditionWords(condition)}`;
  return { kind: "negation", change, span, made: { kind: "not", condition, span } };
}

function* changed(condition: Positive, valuesOf: ValuesOf): Generator<Variant<Condition>> {
  switch (condition.kind) {
    case "atom":
      yield* atomVariants(condition, valuesOf);
      return;
    case "any_item":
    case "all_items": {
      const kind = condition.kind === "any_item" ? "all_items" : "any_item";
      const change = `\`${condition.kind}\` → \`${kind}\``;
      yield { kind: "all_any", change, span: condition.span, made: { ...condition, kind } };
      yield* within(conditionVariants(condition.where, valuesOf), (where) => ({ ...condition, where }));
      return;
    }
    default:
      yield* joinedVariants(condition, valuesOf);
  }
}

type Joined = Condition & { readonly kind: "all" | "any" };

function* joinedVariants(condition: Joined, valuesOf: ValuesOf): Generator<Variant<Condition>> {
  const { kind, conditions, span } = condition;
  const other = kind === "all" ? "any" : "all";
  if (conditions.length > 1)
    yield {
      kind: "all_any",
      change: `\`${kind}\` → \`${other}\``,
      span,
      made: { ...condition, kind: other },
    };
  for (const [place, part] of conditions.entries()) {
    if (conditions.length > 1) {
      const change = `${conditionWords(part)} dropped`;
      const made = { ...condition, conditions: conditions.toSpliced(place, 1) };
      yield { kind: "dropped_condition", change, span: part.span, made };
    }
    yield* within(conditionVariants(part, valuesOf), (made) => ({
      ...condition,
      conditions: conditions.with(place, made),
    }));
  }
}

function* atomVariants(atom: Atom, valuesOf: ValuesOf): Generator<Variant<Condition>> {
  const { span } = atom;
  const change = (made: Atom) => `${atomWords(atom)} → ${atomWords(made)}`;
  for (const made of operatorVariants(atom)) yield { kind: "operator", change: change(made), span, made };
  for (const { kind, right } of rightVariants(atom, valuesOf(atom))) {
    const made = { ...atom, right };
    yield { kind, change: change(made), span, made };
  }
  const { left } = atom;
  if (isComputed(left))
    yield* within(termVariants(left.term), (term): Atom => ({ ...atom, left: { ...left, term } }));
}
