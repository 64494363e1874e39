import type { Decision } from "actra";
import type { Axis, AxisCell, InputFault, Surface } from "../engine/protocol.ts";
import { type Child, drawing, element, fill } from "./element.ts";
import { EFFECT_WORD, effectIcon, type Sign } from "./icons.ts";
import { type Region, regionsOf, roomiest } from "./regions.ts";

// The decisions over the values of two fields. Each effect has a colour, a pattern and a word.

const WIDTH = 720;
const HEIGHT = 256;
const BAND_HEIGHT = 90;
const LEFT = 116;
const BOTTOM = 46;
/** Of a tick's text. */
const CHARACTER = 6.6;
/** What a region has to be wide and high before its rule is written into it. */
const ROOM = [90, 26] as const;

type Outcome = Decision | InputFault;

export class SurfaceView {
  readonly host = element("div", { class: "surface" });
  readonly #choose: (axes: readonly [x: string, y: string]) => void;
  readonly #reading = element("p", { class: "reading", "aria-live": "polite" });
  readonly #pickers = element("div", { class: "pickers" });
  readonly #picture = element("div", { class: "picture" });
  #surface: Surface | undefined;
  #at: readonly [x: number, y: number] = [0, 0];
  #crosshair: SVGRectElement | undefined;

  constructor(choose: (axes: readonly [x: string, y: string]) => void) {
    this.#choose = choose;
    this.host.append(this.#pickers, this.#reading, this.#picture);
  }

  show(surface: Surface | undefined): void {
    const hadFocus = this.#picture.contains(document.activeElement);
    this.#surface = surface;
    if (surface === undefined) {
      this.#pickers.replaceChildren();
      this.#picture.replaceChildren(
        element(
          "p",
          { class: "lead" },
          "The rules of this action compare no single values, so there is nothing to draw.",
        ),
      );
      this.#reading.textContent = "";
      return;
    }
    this.#showPickers(surface);
    fill(this.#picture, this.#draw(surface), legend(surface));
    this.#at = [
      cellAt(surface.x, surface.x.here ?? 0.5),
      surface.y ? cellAt(surface.y, surface.y.here ?? 0.5) : 0,
    ];
    this.#read();
    if (hadFocus) this.#picture.querySelector("svg")?.focus();
  }

  #showPickers({ fields, x, y }: Surface): void {
    if (this.#pickers.contains(document.activeElement) && this.#pickers.dataset["for"] === fields.join())
      return;
    this.#pickers.dataset["for"] = fields.join();
    const pick = (label: string, chosen: string, options: readonly string[]) => {
      const select = element(
        "select",
        { onchange: () => this.#choose([across.value, up.value]) },
        ...options.map((path) =>
          element("option", { value: path, selected: path === chosen }, path || "nothing else"),
        ),
      );
      return { select, label: element("label", {}, element("span", {}, `${label} `), select) };
    };
    const { select: across, label: acrossLabel } = pick("Across", x.field, fields);
    const { select: up, label: upLabel } = pick("Up", y?.field ?? "", [
      ...fields.filter((path) => path !== x.field),
      "",
    ]);
    this.#pickers.replaceChildren(acrossLabel, upLabel);
  }

  #draw(surface: Surface): Child {
    const { x, y } = surface;
    const height = y ? HEIGHT : BAND_HEIGHT;
    const regions = regionsOf(surface);
    const across = (part: number) => LEFT + part * (WIDTH - LEFT);
    const up = (part: number) => height - part * height;
    const box = ({ x0, x1, y0, y1 }: Region) => ({
      x: fixed(across(x0)),
      y: fixed(up(y1)),
      width: fixed(across(x1) - across(x0)),
      height: fixed(up(y0) - up(y1)),
    });
    this.#crosshair = drawing("rect", { class: "crosshair", rx: "2" });
    return drawing(
      "svg",
      {
        viewBox: `0 0 ${WIDTH} ${height + BOTTOM}`,
        tabindex: "0",
        role: "application",
        "aria-label": summary(surface),
        "aria-roledescription": "decision surface, move by the arrow keys",
        onkeydown: (event) => this.#key(event as KeyboardEvent),
        onpointermove: (event) => this.#point(event as PointerEvent, height),
        onpointerdown: (event) => this.#point(event as PointerEvent, height),
      },
      drawing("defs", {}, ...PATTERNS.map(pattern)),
      ...regions.map((region) =>
        drawing("rect", { class: `fill-${signOf(surface.outcomes[region.outcome]!)}`, ...box(region) }),
      ),
      ...regions.map((region) =>
        drawing("rect", {
          fill: `url(#pattern-${signOf(surface.outcomes[region.outcome]!)})`,
          ...box(region),
        }),
      ),
      ...roomiest(surface).flatMap((region) =>
        regionLabel(region, surface.outcomes[region.outcome]!, box(region)),
      ),
      ...x.cells
        .filter(({ isLimit }) => isLimit)
        .map((cell) =>
          drawing("line", {
            class: "limit",
            x1: fixed(across(middle(cell))),
            x2: fixed(across(middle(cell))),
            y1: "0",
            y2: `${height}`,
          }),
        ),
      ...(y?.cells ?? [])
        .filter(({ isLimit }) => isLimit)
        .map((cell) =>
          drawing("line", {
            class: "limit",
            y1: fixed(up(middle(cell))),
            y2: fixed(up(middle(cell))),
            x1: `${LEFT}`,
            x2: `${WIDTH}`,
          }),
        ),
      ...ticksAcross(x, across, height),
      ...(y ? ticksUp(y, up) : []),
      x.here !== undefined &&
        (!y || y.here !== undefined) &&
        here(across(x.here), y ? up(y.here!) : height / 2),
      this.#crosshair,
    );
  }

  #point(event: PointerEvent, height: number): void {
    const surface = this.#surface;
    if (surface === undefined) return;
    const bounds = (event.currentTarget as Element).getBoundingClientRect();
    const scale = WIDTH / bounds.width;
    const across = ((event.clientX - bounds.left) * scale - LEFT) / (WIDTH - LEFT);
    const up = 1 - ((event.clientY - bounds.top) * scale) / height;
    if (across < 0 || across > 1 || up < 0 || up > 1) return;
    this.#at = [cellAt(surface.x, across), surface.y ? cellAt(surface.y, up) : 0];
    this.#read();
  }

  #key(event: KeyboardEvent): void {
    const surface = this.#surface;
    const step = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (surface === undefined || step === undefined) return;
    event.preventDefault();
    const within = (at: number, axis: Axis | undefined) =>
      Math.min(Math.max(at, 0), (axis?.cells.length ?? 1) - 1);
    this.#at = [within(this.#at[0] + step[0]!, surface.x), within(this.#at[1] + step[1]!, surface.y)];
    this.#read();
  }

  /** Says what is decided where the crosshair is, and puts it there. */
  #read(): void {
    const { x, y, cells, outcomes } = this.#surface!;
    const [column, row] = this.#at;
    const outcome = outcomes[cells[row * x.cells.length + column]!]!;
    const sign = signOf(outcome);
    const why =
      "error" in outcome
        ? outcome.error
        : outcome.matched_rule === ""
          ? "by default"
          : `by ${outcome.matched_rule}`;
    const where = [[x, column] as const, ...(y ? [[y, row] as const] : [])]
      .map(
        ([axis, at]) =>
          `${axis.field} ${axis.cells[at]!.label === "absent" ? "absent" : `= ${axis.cells[at]!.label}`}`,
      )
      .join(", ");
    this.#reading.replaceChildren(
      effectIcon(sign),
      element("strong", {}, EFFECT_WORD[sign]),
      ` ${why} `,
      element("span", { class: "where" }, where),
    );
    const height = y ? HEIGHT : BAND_HEIGHT;
    const { from, to } = x.cells[column]!;
    const { from: low, to: high } = y?.cells[row] ?? { from: 0, to: 1 };
    const size = {
      x: LEFT + from * (WIDTH - LEFT),
      y: height - high * height,
      width: (to - from) * (WIDTH - LEFT),
      height: (high - low) * height,
    };
    for (const [name, value] of Object.entries(size)) this.#crosshair!.setAttribute(name, fixed(value));
  }
}

function fixed(value: number): string {
  return value.toFixed(2);
}

function middle({ from, to }: AxisCell): number {
  return (from + to) / 2;
}

function cellAt({ cells }: Axis, part: number): number {
  return Math.max(
    0,
    cells.findIndex(({ to }) => part <= to + 1e-9),
  );
}

function signOf(outcome: Outcome): Sign {
  return "error" in outcome ? "none" : outcome.effect;
}

function regionLabel(
  _region: Region,
  outcome: Outcome,
  box: Record<"x" | "y" | "width" | "height", string>,
): Child[] {
  const [width, height] = [Number(box.width), Number(box.height)];
  if (width < ROOM[0] || height < ROOM[1]) return [];
  const sign = signOf(outcome);
  const rule = ruleOf(outcome);
  const most = Math.floor((width - 16) / 7);
  const text = (words: string) => (words.length > most ? `${words.slice(0, most - 1)}…` : words);
  const at = { x: fixed(Number(box.x) + width / 2), y: Number(box.y) + height / 2 };
  const isTall = height >= 44;
  return [
    drawing(
      "text",
      { class: `region ${sign}`, x: at.x, y: fixed(at.y + (isTall ? -3 : 4)) },
      text(EFFECT_WORD[sign]),
    ),
    isTall && drawing("text", { class: "region decided-by", x: at.x, y: fixed(at.y + 14) }, text(rule)),
  ];
}

const PATTERNS = [
  ["require_approval", "M-2 10L10 -2M6 18L18 6M-2 2L2 -2M14 18L18 14"],
  ["block", "M0 0L16 16M16 0L0 16"],
  ["none", "M2 8h4"],
  ["allow", ""],
] as const;

function pattern([sign, d]: (typeof PATTERNS)[number]): Child {
  return drawing(
    "pattern",
    { id: `pattern-${sign}`, width: "16", height: "16", patternUnits: "userSpaceOnUse" },
    drawing("path", { d, class: `hatch ${sign}` }),
  );
}

/** Limits first, then the ends, then whatever fits between. */
function ticked(axis: Axis): (readonly [AxisCell, number])[] {
  const numbered = axis.cells.map((cell, i) => [cell, i] as const);
  const weight = ([cell, i]: readonly [AxisCell, number]) =>
    cell.isLimit ? 0 : cell.label === "absent" ? 1 : i === 0 || i === axis.cells.length - 2 ? 2 : 3;
  const isShort = axis.cells.length <= 12;
  return numbered.filter((each) => isShort || weight(each) < 3).sort((a, b) => weight(a) - weight(b));
}

function ticksAcross(axis: Axis, across: (part: number) => number, height: number): Child[] {
  const taken: [number, number][] = [];
  const ticks = ticked(axis).flatMap(([cell]) => {
    const label = cell.label.length > 18 ? `${cell.label.slice(0, 17)}…` : cell.label;
    const half = (label.length * CHARACTER) / 2 + 4;
    const at = Math.min(across(middle(cell)), WIDTH - half);
    if (taken.some(([from, to]) => at - half < to && at + half > from)) return [];
    taken.push([at - half, at + half]);
    return [
      drawing(
        "text",
        {
          class: `tick${cell.isLimit ? " limit-text" : ""}`,
          x: fixed(at),
          y: `${height + 17}`,
          "text-anchor": "middle",
        },
        label,
      ),
    ];
  });
  return [
    ...ticks,
    drawing("text", { class: "axis", x: fixed((LEFT + WIDTH) / 2), y: `${height + 38}` }, `${axis.field} →`),
  ];
}

function ticksUp(axis: Axis, up: (part: number) => number): Child[] {
  const taken: number[] = [];
  const ticks = ticked(axis).flatMap(([cell]) => {
    const at = Math.min(Math.max(up(middle(cell)), 9), HEIGHT - 5);
    if (taken.some((other) => Math.abs(other - at) < 15)) return [];
    taken.push(at);
    const label = cell.label.length > 13 ? `${cell.label.slice(0, 12)}…` : cell.label;
    return [
      drawing(
        "text",
        {
          class: `tick${cell.isLimit ? " limit-text" : ""}`,
          x: `${LEFT - 8}`,
          y: fixed(at + 4),
          "text-anchor": "end",
        },
        label,
      ),
    ];
  });
  const name = { class: "axis", transform: `translate(12 ${HEIGHT / 2}) rotate(-90)` };
  return [...ticks, drawing("text", name, `${axis.field} →`)];
}

function here(x: number, y: number): Child {
  return drawing(
    "g",
    { class: "here" },
    drawing("circle", { cx: fixed(x), cy: fixed(y), r: "7" }),
    drawing("circle", { cx: fixed(x), cy: fixed(y), r: "2.5" }),
  );
}

function legend({ outcomes, cells }: Surface): Child {
  const shares = new Map<string, { sign: Sign; rule: string; share: number }>();
  for (const cell of cells) {
    const outcome = outcomes[cell]!;
    const sign = signOf(outcome);
    const isMissing = "missing" in outcome && outcome.missing !== undefined;
    const rule = `${ruleOf(outcome)}${isMissing ? ", something missing" : ""}`;
    const share = shares.get(`${sign} ${rule}`)?.share ?? 0;
    shares.set(`${sign} ${rule}`, { sign, rule, share: share + 1 });
  }
  const sorted = [...shares.values()].sort((a, b) => b.share - a.share);
  return element(
    "ul",
    { class: "legend", "aria-label": "What is decided" },
    ...sorted
      .slice(0, 12)
      .map(({ sign, rule }) => element("li", {}, effectIcon(sign), element("code", {}, rule))),
    element("li", { class: "hint" }, element("span", { class: "dot", "aria-hidden": "true" }), "your input"),
  );
}

function ruleOf(outcome: Outcome): string {
  return "error" in outcome ? "bad input" : outcome.matched_rule || "default";
}

function summary({ x, y, outcomes }: Surface): string {
  const effects = [...new Set(outcomes.map((outcome) => EFFECT_WORD[signOf(outcome)].toLowerCase()))];
  return `Decisions over ${x.field}${y ? ` and ${y.field}` : ""}: ${effects.join(", ")}`;
}
