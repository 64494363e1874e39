import type { Change } from "actra/analysis";
import type {
  ExplainedAtom,
  ExplainedCondition,
  ExplainedOperand,
  ExplainedPlace,
  ExplainedRule,
  RuleStatus,
} from "../../../src/policy/explanation.ts";
import type { ExplainedData } from "../engine/protocol.ts";
import { type Child, element, fill } from "./element.ts";
import { EFFECT_WORD, effectIcon } from "./icons.ts";
import { counted, shown } from "./shown.ts";

/** More rules than these are shown when somebody asks. */
const AT_FIRST = 60;

const STATUS: Readonly<Record<RuleStatus, readonly [sign: string, words: string]>> = {
  matched: ["✓", "matched"],
  not_matched: ["✗", "not matched"],
  assumed: ["?", "unknown → assumed"],
  unknown: ["?", "unknown"],
  error: ["!", "bad value"],
  out_of_scope: ["–", "out of scope"],
};

const TRUTH = { true: ["✓", "true"], false: ["✗", "false"], unknown: ["?", "unknown"] } as const;

/** Every rule in the order used, with what its condition saw. */
export class ExplanationView {
  readonly host = element("div", { class: "explanation" });
  readonly #changes = element("div", { class: "changes" });
  readonly #rules = element("div");
  readonly #goTo: (place: ExplainedPlace) => void;
  /** What people opened and closed against what is shown by itself. */
  readonly #toggled = new Map<string, boolean>();

  constructor(goTo: (place: ExplainedPlace) => void) {
    this.#goTo = goTo;
    this.host.append(this.#changes, this.#rules);
  }

  show(explanation: ExplainedData): void {
    const { rules, resolution, not_needed } = explanation;
    const considered = rules.filter(({ status }) => status !== "out_of_scope");
    const outside = rules.slice(considered.length);
    const first = shortened(considered);
    fill(
      this.#rules,
      element(
        "p",
        { class: "lead" },
        `${counted(considered.length, "rule")} looked at, ${ORDER[resolution]}.`,
      ),
      element("ol", { class: "rules" }, ...first.map((rule) => this.#rule(rule))),
      first.length < considered.length && this.#rest(considered, first),
      outside.length > 0 && this.#outside(outside),
      not_needed.length > 0 && notNeeded(not_needed),
    );
  }

  /** What is there is about the decision before. */
  changesArePending(): void {
    this.#changes.classList.add("pending");
  }

  showChanges(changes: readonly Change[]): void {
    const lines = changes.map(({ field, effect, when, exact }) =>
      element(
        "li",
        {},
        effectIcon(effect),
        element(
          "span",
          {},
          `${EFFECT_WORD[effect]} if `,
          element("code", {}, shown(when, 200)),
          exact ? "" : ` (at least there; a rule computes with ${field})`,
        ),
      ),
    );
    this.#changes.classList.remove("pending");
    this.#changes.replaceChildren(
      ...(lines.length > 0 ? [element("h3", {}, "Smallest change"), element("ul", {}, ...lines)] : []),
    );
  }

  #rest(considered: readonly ExplainedRule[], first: readonly ExplainedRule[]): Child {
    const more = considered.filter((rule) => !first.includes(rule));
    const list = element("ol", { class: "rules" });
    const button = element(
      "button",
      {
        type: "button",
        class: "quiet",
        onclick: () => {
          fill(list, ...more.map((rule) => this.#rule(rule)));
          button.remove();
        },
      },
      `Show ${counted(more.length, "rule")} more`,
    );
    return element("div", {}, list, button);
  }

  #outside(outside: readonly ExplainedRule[]): Child {
    const details = element(
      "details",
      { class: "outside" },
      element("summary", {}, `${counted(outside.length, "rule")} out of scope`),
    );
    details.addEventListener("toggle", () => {
      if (details.childElementCount > 1) return;
      details.append(
        element("ol", { class: "rules" }, ...outside.slice(0, 500).map((rule) => this.#rule(rule))),
      );
    });
    return details;
  }

  #rule(rule: ExplainedRule): Child {
    const { id, effect, mode, status, decided, place, condition, description, error } = rule;
    const [sign, words] = STATUS[status];
    const head = [
      element("span", { class: `sign ${status}`, "aria-hidden": "true" }, sign),
      element("code", { class: "id" }, id),
      element("span", { class: `tag effect-${effect}` }, effectIcon(effect), effect.replace("_", " ")),
      mode === "audit" && element("span", { class: "tag" }, "on trial"),
      element("span", { class: `status ${status}` }, decided ? `${words}, decided` : words),
    ];
    const isOpen =
      this.#toggled.get(id) ??
      (decided || status === "matched" || status === "assumed" || status === "error");
    const body = [
      description && element("p", { class: "description" }, shown(description, 300)),
      error &&
        element(
          "p",
          { class: "fault" },
          `${error.path}: expected ${shown(error.expected, 120)}, received ${shown(error.received, 120)}`,
        ),
      condition ? element("ul", { class: "conditions" }, this.#condition(condition)) : always(status),
    ];
    const details = element("details", { open: isOpen }, element("summary", {}, ...head), ...body);
    details.addEventListener("toggle", () => {
      if (details.open !== isOpen) this.#toggled.set(id, details.open);
    });
    return element(
      "li",
      { class: `rule ${status}${decided ? ` decided ${effect}` : ""}` },
      details,
      place && this.#line(place, id),
    );
  }

  #line(place: ExplainedPlace, what: string): Child {
    const { path, line } = place;
    return element(
      "button",
      {
        type: "button",
        class: "line",
        title: `${path}:${line}`,
        "aria-label": `${what}, go to line ${line} of ${path}`,
        onclick: () => this.#goTo(place),
      },
      `:${line}`,
    );
  }

  #condition(condition: ExplainedCondition): Child {
    const { truth, place } = condition;
    const [sign, word] = TRUTH[truth];
    const { text, saw, inside } = contentOf(condition);
    return element(
      "li",
      { class: `condition ${truth}` },
      element(
        "div",
        { class: "test" },
        element("span", { class: "sign", role: "img", "aria-label": word }, sign),
        element("span", { class: "text" }, ...text),
        saw.length > 0 && element("span", { class: "saw" }, ...saw),
        this.#line(place, "condition"),
      ),
      inside.length > 0 &&
        element("ul", { class: "conditions" }, ...inside.map((each) => this.#condition(each))),
    );
  }
}

const ORDER = {
  strictest: "the strictest that matches decides",
  first_match: "the first that matches decides",
} as const;

/** The first ones, and the one that decided wherever it stands. */
function shortened(rules: readonly ExplainedRule[]): readonly ExplainedRule[] {
  if (rules.length <= AT_FIRST) return rules;
  return rules
    .filter(
      ({ decided, status }, i) => decided || i < AT_FIRST / 2 || (status === "matched" && i < 10 * AT_FIRST),
    )
    .slice(0, AT_FIRST);
}

function always(status: RuleStatus): Child {
  if (status === "out_of_scope") return element("p", { class: "description" }, "Speaks of other actions.");
  return (
    status === "matched" &&
    element("p", { class: "description" }, "No condition: always matches in its scope.")
  );
}

function notNeeded(paths: readonly string[]): Child {
  return element(
    "p",
    { class: "lead" },
    "Did not matter: ",
    ...paths.flatMap((path, i) => [i > 0 ? ", " : "", element("code", {}, path)]),
    ". Whatever they had held, the same rule had decided.",
  );
}

interface Content {
  readonly text: readonly Child[];
  readonly saw: readonly Child[];
  readonly inside: readonly ExplainedCondition[];
}

const JOINED = { all: "all of", any: "any of" } as const;

function contentOf(condition: ExplainedCondition): Content {
  switch (condition.kind) {
    case "atom":
      return { text: atomText(condition), saw: sawTexts(condition), inside: [] };
    case "all":
    case "any":
      return { text: [element("b", {}, JOINED[condition.kind])], saw: [], inside: condition.conditions };
    case "not":
      return { text: [element("b", {}, "not")], saw: [], inside: [condition.condition] };
    case "named":
      return { text: [element("code", {}, condition.name)], saw: [], inside: [condition.condition] };
    default: {
      const { kind, list, items = 0, item } = condition;
      const saw = item
        ? `item ${item.index} of ${counted(items, "item")}`
        : (sawText(list) ?? counted(items, "item"));
      return {
        text: [element("b", {}, kind.replace("_", " ")), " of ", element("code", {}, list.field ?? "")],
        saw: [saw],
        inside: item ? [item.condition] : [],
      };
    }
  }
}

function atomText({ left, operator, right }: ExplainedAtom): Child[] {
  const isPlain = operator === "exists" && right.value === true;
  return [named(left), ` ${operator.replaceAll("_", " ")} `, ...(isPlain ? [] : [named(right)])];
}

function named({ field, expression, value }: ExplainedOperand): Child {
  return element("code", {}, expression ?? field ?? shown(value, 120));
}

/** What fields held and computations gave; literals say themselves what they are. */
function sawTexts({ left, right }: ExplainedAtom): Child[] {
  const parts = [left, right].flatMap((side) => [
    side,
    ...(side.parts ?? []).filter(({ field }) => field !== undefined),
  ]);
  const texts = parts.flatMap((part) => {
    const saw = sawText(part);
    return saw === undefined
      ? []
      : [parts.length > 2 || (left.field && right.field) ? `${part.expression ?? part.field} ${saw}` : saw];
  });
  return texts.length > 0 ? [texts.join(", ")] : [];
}

function sawText({ field, expression, value, absent, fault }: ExplainedOperand): string | undefined {
  if (absent) return absent === "required" ? "was missing, though required" : "was absent";
  if (fault) return fault;
  if (field === undefined && expression === undefined) return undefined;
  return value === undefined ? undefined : `${expression ? "came to" : "was"} ${shown(value, 80)}`;
}
