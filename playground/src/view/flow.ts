import type { Decision } from "actra";
import type { ExplainedCondition, ExplainedOperand } from "../../../src/policy/explanation.ts";
import type { ExplainedData } from "../engine/protocol.ts";
import { type Child, element } from "./element.ts";
import { EFFECT_WORD, effectIcon, lineIcon } from "./icons.ts";
import { counted, shown } from "./shown.ts";

// From the action to the decision as a picture: what came in, which of it mattered, which rules it met, what came out.

/** More rules than these would be a barcode. */
const MOST_BARS = 18;
const MOST_FIELDS = 6;

export class FlowView {
  readonly host = element("ol", { class: "flow", "aria-label": "How the decision came about" });

  show(explanation: ExplainedData, input: unknown): void {
    const decisive = fieldsOfDecidingRule(explanation);
    const facts = {
      decisive,
      idle: new Set(explanation.not_needed),
      missing: new Set(explanation.decision.missing),
    };
    const domain = (name: string, title: string) =>
      step(title, fieldList(Object((input as Bag)?.[name]), name, facts));
    this.host.replaceChildren(
      domain("action", "Action"),
      domain("actor", "Actor"),
      domain("snapshot", "Snapshot"),
      step("Rules", rulesPicture(explanation)),
      step("Decision", outcome(explanation.decision)),
    );
  }
}

type Bag = Readonly<Record<string, unknown>>;

interface Facts {
  readonly decisive: ReadonlySet<string>;
  readonly idle: ReadonlySet<string>;
  readonly missing: ReadonlySet<string>;
}

function step(title: string, ...content: Child[]): HTMLElement {
  return element("li", { class: "step" }, element("h3", {}, title), ...content, lineIcon("arrow"));
}

function fieldList(bag: Bag, domain: string, facts: Facts): Child {
  const fields = [...flat(bag, domain)].sort(([a], [b]) => rank(a, facts) - rank(b, facts));
  const absent = [...facts.missing].filter(
    (path) => path.startsWith(`${domain}.`) && !fields.some(([known]) => known === path),
  );
  const shownFields = fields.slice(0, Math.max(1, MOST_FIELDS - absent.length));
  const rest = fields.length - shownFields.length;
  if (fields.length + absent.length === 0) return element("p", { class: "nothing" }, "nothing given");
  return element(
    "ul",
    { class: "fields" },
    ...absent.map((path) => field(path, "missing", "missing", domain)),
    ...shownFields.map(([path, value]) => field(path, shown(value, 28), roleOf(path, facts), domain)),
    rest > 0 && element("li", { class: "more" }, `${rest} more`),
  );
}

function* flat(bag: Bag, around: string): Generator<[string, unknown]> {
  for (const [name, value] of Object.entries(bag)) {
    const path = `${around}.${name}`;
    if (typeof value === "object" && value !== null && !Array.isArray(value)) yield* flat(value as Bag, path);
    else yield [path, value];
  }
}

function roleOf(path: string, { decisive, idle }: Facts): "decisive" | "idle" | "" {
  if (decisive.has(path) || path === "action.type") return "decisive";
  return idle.has(path) ? "idle" : "";
}

function rank(path: string, facts: Facts): number {
  if (path === "action.type") return -1;
  return ["decisive", "", "idle"].indexOf(roleOf(path, facts));
}

const ROLE_TITLE = {
  decisive: "the deciding rule looked at this",
  idle: "did not matter",
  missing: "not given, though required",
  "": "",
};

function field(path: string, value: string, role: keyof typeof ROLE_TITLE, domain: string): Child {
  const name = path.slice(domain.length + 1);
  return element(
    "li",
    { class: role, title: ROLE_TITLE[role] || undefined },
    element("span", { class: "name" }, shown(name, 28)),
    element("span", { class: "value" }, value),
  );
}

const STATUS_SIGN = {
  matched: "✓",
  not_matched: "·",
  assumed: "?",
  unknown: "?",
  error: "!",
  out_of_scope: " ",
} as const;

function rulesPicture({ rules }: ExplainedData): Child {
  const considered = rules.filter(({ status }) => status !== "out_of_scope");
  const decisive = considered.findIndex(({ decided }) => decided);
  const begin = Math.max(0, Math.min(decisive - MOST_BARS / 2, considered.length - MOST_BARS));
  const end = begin + MOST_BARS;
  const bars = considered.slice(begin, end);
  const cut = () => element("span", { class: "bar cut" }, "…");
  const matched = considered.filter(({ status }) => status === "matched" || status === "assumed").length;
  return element(
    "div",
    { class: "rules-picture" },
    element(
      "div",
      { class: "bars", "aria-hidden": "true" },
      begin > 0 && cut(),
      ...bars.map(({ id, status, effect, decided }) =>
        element(
          "span",
          {
            class: `bar ${status} effect-${effect}${decided ? " decided" : ""}`,
            title: `${id}: ${status.replace("_", " ")}`,
          },
          STATUS_SIGN[status],
        ),
      ),
      end < considered.length && cut(),
    ),
    element("p", {}, `${matched} of ${counted(considered.length, "rule")} matched`),
  );
}

function outcome({ effect, matched_rule }: Decision): Child {
  return element(
    "div",
    { class: `outcome ${effect}` },
    effectIcon(effect),
    element("strong", {}, EFFECT_WORD[effect]),
    element("span", {}, matched_rule === "" ? "by default" : matched_rule),
  );
}

function fieldsOfDecidingRule({ rules }: ExplainedData): Set<string> {
  const paths = new Set<string>();
  const add = (operand: ExplainedOperand): void => {
    if (operand.field) paths.add(operand.field);
    operand.parts?.forEach(add);
  };
  const visit = (condition: ExplainedCondition): void => {
    if (condition.kind === "atom") [condition.left, condition.right].forEach(add);
    else if ("conditions" in condition) condition.conditions.forEach(visit);
    else if ("condition" in condition) visit(condition.condition);
    else add(condition.list);
  };
  const deciding = rules.find(({ decided }) => decided);
  if (deciding?.condition) visit(deciding.condition);
  return paths;
}
